using System.Globalization;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>A partner's month, to settle by; as JSON or, if the caller asks for it, as CSV.</summary>
public sealed class GetStatementHttp(Callers callers, PartnerBook partners, PartnerStatements statements)
{
    private const string Csv = "text/csv";

    [Function(nameof(GetStatementHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/partners/{id}/statements/{month}")] HttpRequest request,
        string id,
        string month,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var partner = partners.Find(id)?.Partner.Id ?? (callers.ActFor(id) ? id : throw new ProblemException(Problem.NotFound));
        if (!DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
        {
            throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/month", "must be a month such as 2026-11")]);
        }

        var view = await statements.OfAsync(partner, first, cancellation);
        if (partners.Find(id)?.Partner is { PointsName: { } name, PointsRate: { } rate })
        {
            view = view with { InPartnerPoints = PartnerPointsView.Of(name, rate, view) };
        }

        return request.Headers.Accept.ToString().Contains(Csv, StringComparison.OrdinalIgnoreCase)
            ? new FileContentResult(view.ToCsv(), Csv + "; charset=utf-8")
            : Json.Ok(view, ApiJson.Default.StatementView);
    }
}

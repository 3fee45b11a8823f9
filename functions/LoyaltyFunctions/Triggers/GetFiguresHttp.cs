using System.Globalization;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What happened by day: deliveries, entries, sales. The last 30 days, unless the query names others.</summary>
public sealed class GetFiguresHttp(Callers callers, FigureReader figures, TimeProvider clock)
{
    private const int Days = 30;

    [Function(nameof(GetFiguresHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/figures")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        // A day more than here: somewhere it is tomorrow already.
        var to = DateOf(request, "to") ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        return Json.Ok(await figures.ReadAsync(DateOf(request, "from") ?? to.AddDays(-Days), to, cancellation), ApiJson.Default.FiguresView);
    }

    private static DateOnly? DateOf(HttpRequest request, string name) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/" + name, "must be a date such as 2026-11-22")]);
}

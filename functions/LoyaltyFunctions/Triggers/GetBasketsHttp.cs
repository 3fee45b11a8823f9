using System.Globalization;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Insights;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Categories bought together over some days: support, confidence and lift.</summary>
public sealed class GetBasketsHttp(Callers callers, BasketBook baskets)
{
    private const string FewestBaskets = "minBaskets";
    private const int MaxFewest = 1_000_000;

    [Function(nameof(GetBasketsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/insights/baskets")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var query = new BasketQuery(Date(request, "from"), Date(request, "to"), Text(request, "category"), Fewest(request), PageRequest.Read(request.Query).Limit);
        return Json.Ok(await baskets.ReadAsync(query, cancellation), ApiJson.Default.BasketPage);
    }

    private static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static DateOnly? Date(HttpRequest request, string name) => Text(request, name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new ProblemException(Problem.Invalid, errors: [new FieldFault($"/{name}", "must be a date such as 2026-11-02")]);

    private static long Fewest(HttpRequest request) => Text(request, FewestBaskets) is not { } text ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fewest) && fewest is > 0 and <= MaxFewest ? fewest
        : throw new ProblemException(Problem.Invalid, errors: [new FieldFault($"/{FewestBaskets}", $"must be a number from 1 to {MaxFewest}")]);
}

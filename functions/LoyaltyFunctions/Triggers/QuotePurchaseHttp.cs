using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What a sale would earn; nothing is written, so no key is needed.</summary>
public sealed class QuotePurchaseHttp(Callers callers, QuoteHandler quotes)
{
    [Function(nameof(QuotePurchaseHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quotes")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Read);
        var body = await Bodies.ReadAsync(request, cancellation);
        return Json.Ok(await quotes.QuoteAsync(caller, body, cancellation), ApiJson.Default.QuoteView);
    }
}

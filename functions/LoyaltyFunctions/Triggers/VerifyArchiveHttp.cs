using LoyaltyFunctions.Api;
using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Proves the archive over a range of days; changes nothing.</summary>
public sealed class VerifyArchiveHttp(Callers callers, ArchiveVerifier verifier)
{
    [Function(nameof(VerifyArchiveHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/archive/verify")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var (from, to) = JsonRequest.Read(await Bodies.ReadAsync(request, cancellation), Read);
        var view = await verifier.VerifyAsync(from, to, cancellation);
        Measures.ArchiveDiffers(view.FirstFault is null ? 0 : 1);
        return Json.Ok(view, ApiJson.Default.VerificationView);
    }

    private static (DateOnly From, DateOnly To) Read(Fields body)
    {
        var (from, to) = (body.Date("from") ?? DateOnly.MinValue, body.Date("to") ?? DateOnly.MaxValue);
        if (to < from)
        {
            body.Fault("to", "must not be before from");
        }

        return (from, to);
    }
}

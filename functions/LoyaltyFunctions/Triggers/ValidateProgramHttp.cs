using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Says what is wrong with a programme before it is published; nothing is kept.</summary>
public sealed class ValidateProgramHttp(Callers callers, ProgrammeHandler programmes)
{
    [Function(nameof(ValidateProgramHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/program/validations")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        return Json.Ok(programmes.Validate(await Bodies.ReadAsync(request, cancellation)), ApiJson.Default.ValidationView);
    }
}

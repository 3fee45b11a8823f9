using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The programme document that holds now.</summary>
public sealed class GetProgramHttp(Callers callers, ProgrammeBook programmes)
{
    [Function(nameof(GetProgramHttp))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/program")] HttpRequest request)
    {
        callers.Require(request, Scope.Read);
        return new AnswerResult(new Answer(200, programmes.Document.ToArray()));
    }
}

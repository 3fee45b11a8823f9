using System.Text;
using Loyalty.Programmes;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>JSON Schema of the programme document.</summary>
public sealed class GetProgramSchemaHttp(Callers callers)
{
    [Function(nameof(GetProgramSchemaHttp))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/program/schema")] HttpRequest request)
    {
        callers.Require(request, Scope.Read);
        return new AnswerResult(new Answer(200, Encoding.UTF8.GetBytes(Programme.Schema)));
    }
}

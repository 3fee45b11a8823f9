using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The OpenAPI 3.1 document of the routes above and beside this one.</summary>
public sealed class GetOpenApiHttp
{
    private static readonly Answer Document = new(200, OpenApi.Document);

    [Function(nameof(GetOpenApiHttp))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request) =>
        new AnswerResult(Document);
}

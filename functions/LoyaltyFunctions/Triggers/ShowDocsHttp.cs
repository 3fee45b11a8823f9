using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The API's description as a page to try it from, and the guide for partners.</summary>
public sealed class ShowDocsHttp
{
    [Function(nameof(ShowDocsHttp))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/{*file}")] HttpRequest request) =>
        WebFileResult.Of(request, "/docs", WebFiles.Docs, WebFileResult.WrittenStyles);
}

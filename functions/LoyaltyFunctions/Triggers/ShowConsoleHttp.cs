using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The console: a page that calls the API with the key that its user signs in with. It needs no key itself, since it holds nothing.</summary>
public sealed class ShowConsoleHttp
{
    [Function(nameof(ShowConsoleHttp))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "console/{*file}")] HttpRequest request) =>
        WebFileResult.Of(request, "/console", WebFiles.Console, WebFileResult.OwnStyles);
}

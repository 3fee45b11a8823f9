using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The public keys by which a till verifies codes.</summary>
public sealed class GetCodeKeysHttp(Callers callers, CodeSigner signer)
{
    [Function(nameof(GetCodeKeysHttp))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/codes/keys")] HttpRequest request)
    {
        callers.Require(request, Scope.Redeem);
        return new AnswerResult(new Answer(200, ApiJson.Write(new CodeKeysView([.. signer.Keys]), ApiJson.Default.CodeKeysView)));
    }
}

using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The same at an address that carries the partner's secret, as Mailchimp asks.</summary>
public sealed class AnswerSecretHandshakeHttp(WebhookDoor door)
{
    [Function(nameof(AnswerSecretHandshakeHttp))]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/webhooks/{kind}/{partner}/{secret}")] HttpRequest request,
        string kind,
        string partner,
        string secret) =>
        new ReplyResult(door.Answer(WebhookCall.Of(request, new WebhookAddress(kind, partner, secret), default)));
}

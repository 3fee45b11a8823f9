using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Answers a system that asks by GET whether this is the right address, such as Esri with its token.</summary>
public sealed class AnswerHandshakeHttp(WebhookDoor door)
{
    [Function(nameof(AnswerHandshakeHttp))]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/webhooks/{kind}/{partner}")] HttpRequest request,
        string kind,
        string partner) =>
        new ReplyResult(door.Answer(WebhookCall.Of(request, new WebhookAddress(kind, partner), default)));
}

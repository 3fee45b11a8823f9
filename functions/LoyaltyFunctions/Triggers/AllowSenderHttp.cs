using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Answers CloudEvents senders that ask by OPTIONS whether they may deliver (CloudEvents HTTP webhooks 1.0, section 4).</summary>
public sealed class AllowSenderHttp(WebhookDoor door)
{
    [Function(nameof(AllowSenderHttp))]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "api/webhooks/{kind}/{partner}")] HttpRequest request,
        string kind,
        string partner) =>
        new ReplyResult(door.Answer(WebhookCall.Of(request, new WebhookAddress(kind, partner), default)));
}

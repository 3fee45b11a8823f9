using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Takes a partner's webhook: verified over its raw bytes, readable, durable, and only then acknowledged.</summary>
public sealed class ReceiveWebhookHttp(IntakeHandler intake)
{
    [Function(nameof(ReceiveWebhookHttp))]
    public async Task<AnswerAndDeliveries> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{kind}/{partner}")] HttpRequest request,
        string kind,
        string partner,
        CancellationToken cancellation)
    {
        var body = await Bodies.ReadAsync(request, cancellation);
        var (answer, message) = await intake.AcceptAsync(WebhookCall.Of(request, new WebhookAddress(kind, partner), body), cancellation);
        return new AnswerAndDeliveries { Result = answer, Deliveries = message is null ? null : [message] };
    }
}

using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The same for senders that can only put their secret into the URL; that segment reaches no log.</summary>
public sealed class ReceiveSecretWebhookHttp(IntakeHandler intake)
{
    [Function(nameof(ReceiveSecretWebhookHttp))]
    public async Task<AnswerAndDeliveries> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{kind}/{partner}/{secret}")] HttpRequest request,
        string kind,
        string partner,
        string secret,
        CancellationToken cancellation)
    {
        var body = await Bodies.ReadAsync(request, cancellation);
        var call = WebhookCall.Of(request, new WebhookAddress(kind, partner, secret), body);
        var (answer, message) = await intake.AcceptAsync(call, cancellation);
        return new AnswerAndDeliveries { Result = answer, Deliveries = message is null ? null : [message] };
    }
}

using System.Text;

namespace Testing.Hubs;

/// <summary>A partner's system that signs as Standard Webhooks says.</summary>
public sealed class WebhookSender(Hub hub, string kind, string partner, string secret)
{
    public string Path => $"/api/webhooks/{kind}/{partner}";

    public Task<Reply> SendAsync(SaleBody sale, string? id = null) => SendAsync(sale.ToWebhook(hub.Now), id);

    /// <summary>Delivers a body under an id, signed now unless told otherwise.</summary>
    public Task<Reply> SendAsync(string body, string? id = null, DateTimeOffset? at = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return hub.DeliverAsync(Path, bytes, SignedBy.StandardWebhooks(secret, id ?? NewId(), at ?? hub.Now, bytes));
    }

    /// <summary>Delivers and returns the id under which the hub keeps the delivery.</summary>
    public async Task<string> AcceptedAsync(SaleBody sale, string? id = null) => IdOf(await SendAsync(sale, id));

    /// <inheritdoc cref="AcceptedAsync(SaleBody, string)"/>
    public async Task<string> AcceptedAsync(string body, string? id = null) => IdOf(await SendAsync(body, id));

    public static string NewId() => $"msg_{Guid.CreateVersion7():N}";

    private static string IdOf(Reply reply) => reply.Expect(202).Json.GetProperty("id").GetString()!;
}

using System.Text;

namespace LoyaltyFunctions.Connectors;

/// <summary>An answer that a format demands of its receiver. <c>Notice</c>: what an operator has to be told besides; it is logged, so it is
/// never a secret.</summary>
public sealed record WebhookReply(int Status, string ContentType, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? Notice { get; init; }

    public static WebhookReply Json(string body) => new(200, "application/json; charset=utf-8", body);

    public static WebhookReply Text(string body) => new(200, "text/plain; charset=utf-8", body);

    public static WebhookReply Xml(string body) => new(200, "text/xml; charset=utf-8", body);

    public static WebhookReply Empty(int status) => new(status, "", "");

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Body);
}

namespace LoyaltyFunctions.Connectors;

/// <summary>One format of webhooks: how to tell a true delivery, what identifies it and what it says. Pure: the same delivery reads the
/// same for ever.</summary>
public interface IConnector
{
    /// <summary>The name of the format in the settings, such as <c>Square</c>.</summary>
    string Format { get; }

    /// <summary>Lower-case names of the headers that <see cref="Parse"/> or <see cref="DeliveryId"/> needs; they are kept with the
    /// delivery.</summary>
    IReadOnlyList<string> Headers { get; }

    /// <summary>What this format misses in the partner's settings: the setting's name below the partner, and a reason. Asked once, at the
    /// start.</summary>
    IEnumerable<(string Setting, string Detail)> Check(Partner partner);

    /// <summary>Whether one of the partner's secrets signed these bytes. Never throws, whatever was sent; compares in constant
    /// time.</summary>
    bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now);

    /// <summary>The sender's own id of this delivery, the same for its retries; a hash of the body where there is none. 1 to 400 printable
    /// characters.</summary>
    string DeliveryId(WebhookRequest request);

    /// <summary>What the delivery says, or what is wrong with it. Never throws.</summary>
    ParsedDelivery Parse(WebhookRequest request, Partner partner);

    /// <summary>What a request is answered that only asks whether this is the right address; null when it is none, or is not proved as far
    /// as the format can prove it. Never throws.</summary>
    WebhookReply? Handshake(WebhookRequest request, Partner partner) => null;

    /// <summary>What an accepted delivery is answered where the sender demands other than 202 with its id.</summary>
    WebhookReply? Accepted => null;

    /// <summary>What is answered instead of 400, 401 or 422 where one of those would make the sender end its subscription. Nothing is kept
    /// of such a delivery; it raises an alarm.</summary>
    WebhookReply? Dropped => null;
}

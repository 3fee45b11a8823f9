using System.Globalization;
using System.Text.Json.Nodes;

namespace Testing.Hubs;

public sealed record SaleLine(string Category, string Amount, string Sku = "ARTICLE", decimal Quantity = 1);

public sealed record SaleTender(string Type, string Amount);

/// <summary>A receipt. Its number is new unless it is given; everything but the total has a default that earns a point a euro.</summary>
public sealed record SaleBody(string Total)
{
    private static int _count;

    public string ReceiptId { get; init; } = $"R-{Interlocked.Increment(ref _count)}";

    public string StoreId { get; init; } = "berlin-1";

    public string Currency { get; init; } = "EUR";

    /// <summary>The card shown at the till.</summary>
    public string? Card { get; init; }

    /// <summary>As the till writes it; the time of sending by default.</summary>
    public string? OccurredAt { get; init; }

    public IReadOnlyList<SaleLine> Lines { get; init; } = [];

    public IReadOnlyList<SaleTender> Tenders { get; init; } = [];

    /// <summary>The body of the purchase routes.</summary>
    public string ToData()
    {
        var data = Data();
        if (OccurredAt is not null)
            data["occurredAt"] = OccurredAt;
        return data.ToJsonString();
    }

    /// <summary>The body of a webhook of type <c>purchase.completed</c>.</summary>
    public string ToWebhook(DateTimeOffset now)
    {
        var data = Data();
        if (Card is not null)
            data["member"] = new JsonObject { ["type"] = "card", ["value"] = Card };
        return Webhook("purchase.completed", OccurredAt ?? now.ToString("O", CultureInfo.InvariantCulture), data);
    }

    public static string Webhook(string type, string occurredAt, JsonObject data) =>
        new JsonObject { ["type"] = type, ["occurredAt"] = occurredAt, ["data"] = data }.ToJsonString();

    private JsonObject Data()
    {
        var data = new JsonObject { ["receiptId"] = ReceiptId, ["storeId"] = StoreId, ["currency"] = Currency, ["total"] = Total };
        if (Lines.Count > 0)
            data["lines"] = new JsonArray([.. Lines.Select(line => new JsonObject
            {
                ["sku"] = line.Sku,
                ["category"] = line.Category,
                ["quantity"] = line.Quantity,
                ["amount"] = line.Amount,
            })]);
        if (Tenders.Count > 0)
            data["tenders"] = new JsonArray([.. Tenders.Select(tender => new JsonObject
            {
                ["type"] = tender.Type,
                ["amount"] = tender.Amount,
            })]);
        return data;
    }
}

/// <summary>
/// Somebody to enrol, with a new card unless it is given. Cards and addresses are such that <see cref="HubOutput.Leaks"/> knows them.
/// </summary>
public sealed record MemberBody
{
    private static int _count;

    public string? Card { get; init; } = NewCard();

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string GivenName { get; init; } = "Ada";

    public static string NewCard() => $"6035{Interlocked.Increment(ref _count):D8}";

    public static string NewEmail() => $"member-{Interlocked.Increment(ref _count)}@stories.example";

    public string ToJson() => Data().ToJsonString();

    /// <summary>The body of a webhook of type <c>member.enrolled</c>.</summary>
    public string ToWebhook(DateTimeOffset now) =>
        SaleBody.Webhook("member.enrolled", now.ToString("O", CultureInfo.InvariantCulture), Data());

    private JsonObject Data()
    {
        var identities = new JsonArray();
        if (Card is not null)
            identities.Add(new JsonObject { ["type"] = "card", ["value"] = Card });
        var body = new JsonObject { ["identities"] = identities, ["givenName"] = GivenName };
        if (Email is not null)
            body["email"] = Email;
        if (Phone is not null)
            body["phone"] = Phone;
        return body;
    }
}

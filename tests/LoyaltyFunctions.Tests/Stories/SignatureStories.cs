using System.Text;
using LoyaltyFunctions.Storage;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Whatever is wrong with a signature, the answer is the same to the byte, and nothing is written.</summary>
[Collection(StoryHub.Collection)]
public sealed class SignatureStories(StoryHub story)
{
    private const string Path = "/api/webhooks/pos/acme";

    public static TheoryData<string> Faults =>
    [
        "another secret", "another body", "another id", "no id", "stale", "ahead", "no timestamp", "timestamp with a dot",
        "negative timestamp", "long timestamp", "doubled timestamp", "no signature", "empty signature", "version only", "other version",
        "hex", "truncated",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait("Fault", "76")]
    [Trait("Fault", "78")]
    public async Task A_delivery_that_acme_has_not_signed_just_now_is_refused(string fault)
    {
        var (member, card) = await story.EnrolAsync();
        var id = WebhookSender.NewId();
        var body = Encoding.UTF8.GetBytes(new SaleBody("50.00") { Card = card }.ToWebhook(story.Hub.Now));

        var reply = await story.Hub.DeliverAsync(Path, fault == "another body" ? [.. body, (byte)' '] : body, Headers(fault, id, body));

        AssertRefused(reply);
        Assert.Equal(404, (await story.Operator.FindDeliveryAsync(Keys.Delivery("acme", id))).Status);
        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }

    [Theory]
    [InlineData("/api/webhooks/pos/nobody")]
    [InlineData("/api/webhooks/erp/acme")]
    [InlineData("/api/webhooks/pos/ledger")]
    [InlineData("/api/webhooks/pos/square")]
    [InlineData("/api/webhooks/pos/shopify")]
    [InlineData("/api/webhooks/nothing/acme")]
    [Trait("Fault", "82")]
    public async Task A_delivery_at_another_door_than_its_own_is_refused_alike(string path)
    {
        var body = Encoding.UTF8.GetBytes(new SaleBody("50.00").ToWebhook(story.Hub.Now));

        AssertRefused(await story.Hub.DeliverAsync(path, body, Signed(WebhookSender.NewId(), body)));
    }

    [Fact]
    [Trait("Fault", "71")]
    public async Task A_good_signature_among_bad_ones_is_found()
    {
        var body = Encoding.UTF8.GetBytes(new SaleBody("50.00").ToWebhook(story.Hub.Now));
        var headers = Signed(WebhookSender.NewId(), body);
        var forged = $"v1,{Convert.ToBase64String(new byte[32])}";
        headers["webhook-signature"] = $"v1, v1a,AAAA v1,not-base64 {forged},{headers["webhook-signature"]}";

        Assert.Equal(202, (await story.Hub.DeliverAsync(Path, body, headers)).Status);
    }

    [Fact]
    [Trait("Fault", "71")]
    public async Task A_header_of_64_KB_is_refused_and_the_hub_goes_on()
    {
        var body = Encoding.UTF8.GetBytes(new SaleBody("50.00").ToWebhook(story.Hub.Now));
        var headers = Signed(WebhookSender.NewId(), body);
        headers["webhook-signature"] = new string('v', 64 * 1024);

        Assert.Equal(431, (await story.Hub.DeliverAsync(Path, body, headers)).Status);
        Assert.Equal(200, (await story.Operator.GetAsync("/api/health")).Status);
    }

    [Theory]
    [InlineData("square")]
    [InlineData("shopify")]
    [Trait("Fault", "76")]
    public async Task Square_and_Shopify_deliveries_with_a_bad_signature_are_refused_alike(string partner)
    {
        var body = Encoding.UTF8.GetBytes("{}");
        var headers = partner == "square"
            ? SignedBy.Square("another-key", HubSettings.SquareUrl, body)
            : SignedBy.Shopify("another-secret", "orders/paid", "event", body);

        AssertRefused(await story.Hub.DeliverAsync($"/api/webhooks/pos/{partner}", body, headers));
        AssertRefused(await story.Hub.DeliverAsync($"/api/webhooks/pos/{partner}", body, new Dictionary<string, string>()));
    }

    private Dictionary<string, string> Headers(string fault, string id, byte[] body)
    {
        var now = story.Hub.Now;
        var headers = fault switch
        {
            "another secret" => SignedBy.StandardWebhooks(HubSettings.BistroSecret, id, now, body),
            "stale" => SignedBy.StandardWebhooks(HubSettings.AcmeSecret, id, now.AddSeconds(-310), body),
            "ahead" => SignedBy.StandardWebhooks(HubSettings.AcmeSecret, id, now.AddSeconds(310), body),
            "negative timestamp" => SignedBy.StandardWebhooks(HubSettings.AcmeSecret, id, DateTimeOffset.UnixEpoch.AddDays(-1), body),
            _ => Signed(id, body),
        };
        var (stamp, signature) = (headers["webhook-timestamp"], headers["webhook-signature"]);
        var (name, value) = fault switch
        {
            "another id" => ("webhook-id", id + "x"),
            "no id" => ("webhook-id", null),
            "no timestamp" => ("webhook-timestamp", null),
            "timestamp with a dot" => ("webhook-timestamp", stamp + ".0"),
            "long timestamp" => ("webhook-timestamp", "1" + stamp.PadLeft(20, '0')),
            "doubled timestamp" => ("webhook-timestamp", $"{stamp},{stamp}"),
            "no signature" => ("webhook-signature", null),
            "empty signature" => ("webhook-signature", ""),
            "version only" => ("webhook-signature", "v1,"),
            "other version" => ("webhook-signature", signature.Replace("v1,", "v2,", StringComparison.Ordinal)),
            "hex" => ("webhook-signature", "v1," + Convert.ToHexString(Convert.FromBase64String(signature[3..]))),
            "truncated" => ("webhook-signature", signature[..^4]),
            _ => ("webhook-id", (string?)id),
        };
        headers.Remove(name);
        if (value is not null)
            headers[name] = value;
        return headers;
    }

    private Dictionary<string, string> Signed(string id, byte[] body) =>
        SignedBy.StandardWebhooks(HubSettings.AcmeSecret, id, story.Hub.Now, body);

    private static void AssertRefused(Reply reply)
    {
        Assert.Equal(401, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentType);
        Assert.Equal("""{"type":"urn:loyalty:problem:signature-invalid","title":"The signature does not fit.","status":401}""", reply.Text);
    }
}

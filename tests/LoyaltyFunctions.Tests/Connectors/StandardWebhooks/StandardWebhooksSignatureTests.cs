using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Tests.Connectors.StandardWebhooks;

/// <summary>Signatures other than the published vector were made with Python's hmac module.</summary>
public sealed class StandardWebhooksSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Stamp = "1614265330";
    private const string Body = """{"test": 2432232314}""";
    private const string Good = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void Accepts_the_published_vector() => Assert.True(Verify(Good));

    [Fact]
    public void Signs_the_published_vector() =>
        Assert.Equal(Good, StandardWebhooksSignature.Sign(Deliveries.HubSecret, Id, SignedAt, Encoding.UTF8.GetBytes(Body)));

    [Theory]
    [InlineData($"{Other} {Good}")]
    [InlineData($"v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== {Good}")]
    [InlineData($"v1,not*base64 {Good}")]
    [InlineData($"v1, {Good}")]
    [InlineData($"v1 {Good}")]
    [InlineData($", ,, v2,{Good}")]
    [InlineData($"{Other},{Good}")]
    [InlineData($"{Good},{Other}")]
    [Trait("Fault", "71")]
    public void Finds_the_good_signature_in_a_list_whatever_else_is_in_it(string list) => Assert.True(Verify(list));

    [Theory]
    [InlineData("")]
    [InlineData("v1,")]
    [InlineData("v1")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ2OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1A==")]
    [InlineData("v1,83484cf52b04f8e4cf2531adfed9882ad4b2665137b852442d594d20e2c9d4e1")]
    [InlineData("v1,G0HM9SSE+OTPJTGT/TMIKTSYZLE3UFJELVLNIOLJ1OE=")]
    [InlineData(Other)]
    [Trait("Fault", "76")]
    public void Refuses_what_is_not_the_signature(string list) => Assert.False(Verify(list));

    [Fact]
    [Trait("Fault", "71")]
    public void Refuses_a_header_of_64_kilobytes_even_with_the_good_signature_in_it() =>
        Assert.False(Verify(string.Concat(Enumerable.Repeat($"{Other} ", 1_365)) + Good));

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    [InlineData("webhook-signature")]
    [Trait("Fault", "71")]
    public void Refuses_when_a_header_is_missing_or_doubled(string name)
    {
        var headers = new List<(string, string)> { ("webhook-id", Id), ("webhook-timestamp", Stamp), ("webhook-signature", Good) };
        var without = headers.Where(header => header.Item1 != name).ToArray();
        Assert.False(Verify(Deliveries.Request(Body, without), Deliveries.HubSecret));
        if (name == "webhook-signature") return;
        var doubled = headers.Append(headers.Single(header => header.Item1 == name)).ToArray();
        Assert.False(Verify(Deliveries.Request(Body, doubled), Deliveries.HubSecret));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    [InlineData(600, false)]
    [Trait("Fault", "11")]
    public void Is_fresh_for_five_minutes_either_way(int seconds, bool accepted) =>
        Assert.Equal(accepted, Verify(Request(Good), Deliveries.HubSecret, SignedAt.AddSeconds(seconds)));

    // Each of these was signed as it stands, so that the timestamp alone refuses it.
    [Theory]
    [InlineData("-1614265330")]
    [InlineData("+1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("1614265330.")]
    [InlineData(" 1614265330")]
    [InlineData("16142653301614265330")]
    [InlineData("1614265330000")]
    [InlineData("0x60379732")]
    [InlineData("١٦١٤٢٦٥٣٣٠")]
    [InlineData("")]
    [Trait("Fault", "78")]
    public void Refuses_a_timestamp_that_is_not_ten_or_eleven_digits(string stamp)
    {
        using var hmac = new System.Security.Cryptography.HMACSHA256(Convert.FromBase64String(Deliveries.HubSecret["whsec_".Length..]));
        var signature = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{Id}.{stamp}.{Body}")));
        var request = Deliveries.Request(Body, ("webhook-id", Id), ("webhook-timestamp", stamp), ("webhook-signature", $"v1,{signature}"));
        Assert.False(Verify(request, Deliveries.HubSecret));
    }

    [Fact]
    [Trait("Fault", "78")]
    public void Does_not_let_a_dot_move_the_border_between_timestamp_and_body()
    {
        // "a" + "1614265330" + "7.{…}" has the bytes of "a.1614265330" + "7" + "{…}".
        var signed = StandardWebhooksSignature.Sign(Deliveries.HubSecret, "a.1614265330", DateTimeOffset.FromUnixTimeSeconds(7), Encoding.UTF8.GetBytes(Body));
        var moved = Deliveries.Request($"7.{Body}", ("webhook-id", "a"), ("webhook-timestamp", "1614265330"), ("webhook-signature", signed));
        var partner = Deliveries.Partner(StandardWebhooksConnector.Name, Deliveries.HubSecret);
        Assert.True(new StandardWebhooksConnector().Parse(moved, partner).Malformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not*base64")]
    [Trait("Fault", "76")]
    public void Refuses_everything_under_a_secret_that_is_empty_or_unreadable(string secret)
    {
        using var keyless = new System.Security.Cryptography.HMACSHA256([]);
        var signature = Convert.ToBase64String(keyless.ComputeHash(Encoding.UTF8.GetBytes($"{Id}.{Stamp}.{Body}")));
        Assert.False(Verify(Request($"v1,{signature}"), secret));
        Assert.False(Verify(Request("v1,"), secret));
        Assert.False(new StandardWebhooksConnector().Verify(Request(Good), Deliveries.Partner(StandardWebhooksConnector.Name), SignedAt));
    }

    [Fact]
    [Trait("Fault", "32")]
    public void Accepts_the_old_and_the_new_secret_during_a_rotation()
    {
        const string Newer = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
        var request = Request(Good);
        var connector = new StandardWebhooksConnector();
        Assert.True(connector.Verify(request, Deliveries.Partner(connector.Format, Newer, Deliveries.HubSecret), SignedAt));
        Assert.True(connector.Verify(request, Deliveries.Partner(connector.Format, Deliveries.HubSecret, Newer), SignedAt));
        Assert.False(connector.Verify(request, Deliveries.Partner(connector.Format, Newer), SignedAt));
    }

    [Fact]
    [Trait("Fault", "76")]
    public void Refuses_another_body_and_another_id()
    {
        Assert.False(Verify(Deliveries.Request(Body + " ", ("webhook-id", Id), ("webhook-timestamp", Stamp), ("webhook-signature", Good)), Deliveries.HubSecret));
        Assert.False(Verify(Deliveries.Request(Body, ("webhook-id", "msg_2"), ("webhook-timestamp", Stamp), ("webhook-signature", Good)), Deliveries.HubSecret));
    }

    [Theory]
    [InlineData("msg.1-~", true)]
    [InlineData("", false)]
    [InlineData("msg\u0001", false)]
    [InlineData("msgé", false)]
    public void Takes_an_id_of_printable_characters_only(string id, bool accepted) => Assert.Equal(accepted, Accepts(id));

    [Fact]
    public void Takes_an_id_of_255_characters_and_not_of_256()
    {
        Assert.True(Accepts(new string('m', 255)));
        Assert.False(Accepts(new string('m', 256)));
    }

    private static bool Accepts(string id) => Verify(Deliveries.Hub(Body, id, SignedAt), Deliveries.HubSecret);

    private static bool Verify(string list) => Verify(Request(list), Deliveries.HubSecret);

    private static WebhookRequest Request(string list) =>
        Deliveries.Request(Body, ("Webhook-Id", Id), ("Webhook-Timestamp", Stamp), ("Webhook-Signature", list));

    private static bool Verify(WebhookRequest request, string secret, DateTimeOffset? now = null) =>
        new StandardWebhooksConnector().Verify(request, Deliveries.Partner(StandardWebhooksConnector.Name, secret), now ?? SignedAt);
}

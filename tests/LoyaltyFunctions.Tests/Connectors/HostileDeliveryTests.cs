using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors;

/// <summary>The same hostile deliveries at every format's door: what its sender did not sign, or signed for another, is not believed.</summary>
public sealed class HostileDeliveryTests
{
    /// <summary>Formats whose senders prove themselves and not what they say: nothing that they send may be a sale.</summary>
    private static readonly IReadOnlyList<string> BodyIsNotSigned = ["Clover", "Salesforce", "Dataverse", "Mailchimp", "BusinessCentral", "Sap", "Odoo", "AzureMaps", "Radar"];

    /// <summary>Formats that sign when they sent, and so cannot be replayed later.</summary>
    private static readonly IReadOnlyList<string> TimeIsSigned = ["StandardWebhooks", "PosLog", "GeoJson", "ErpFiles", "Stripe", "HubSpot", "SendGrid", "Klaviyo", "CustomerIo"];

    private static readonly IReadOnlyList<string> ProofIsInTheBody = ["BusinessCentral"];

    public static TheoryData<string> Formats => ConnectorCatalogueTests.Formats;

    public static TheoryData<string> SignedBodies => [.. ConnectorCatalogue.Formats.Split(", ").Except(BodyIsNotSigned)];

    public static TheoryData<string> SignedTimes => [.. TimeIsSigned];

    public static TheoryData<string, string> Samples => ConnectorCatalogueTests.Samples;

    [Theory]
    [MemberData(nameof(Samples))]
    public void Believes_each_sample_as_its_system_sends_it(string format, string name) =>
        Assert.True(Verify(format, Deliveries.Sample(format, name)));

    [Theory]
    [MemberData(nameof(SignedBodies))]
    [Trait("Fault", "76")]
    public void Refuses_a_body_that_is_forged_truncated_or_written_anew(string format)
    {
        var sent = First(format);
        var body = sent.Body.ToArray();
        Assert.False(Verify(format, With(sent, [])));
        Assert.False(Verify(format, With(sent, body[..^1])));
        Assert.False(Verify(format, With(sent, body[..(body.Length / 2)])));
        Assert.False(Verify(format, With(sent, [.. body, (byte)' '])));
        Assert.False(Verify(format, With(sent, [(byte)' ', .. body])));
        Assert.False(Verify(format, With(sent, [.. body, .. body])));
        // The same document, as a proxy might write it anew.
        Assert.False(Verify(format, With(sent, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("\n", "\r\n") + "\n"))));
        for (var i = 0; i < body.Length; i += 1 + (body.Length / 40))
        {
            byte[] flipped = [.. body];
            flipped[i] ^= 1;
            Assert.False(Verify(format, With(sent, flipped)));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "76")]
    public void Refuses_the_delivery_of_another_partner_and_takes_either_secret_of_a_rotation(string format)
    {
        var sent = First(format);
        var (good, other) = (DemoPartners.SecretOf(format), DemoPartners.OtherSecretOf(format));
        Assert.False(Verify(format, sent, other));
        Assert.True(Verify(format, sent, other, good));
        Assert.True(Verify(format, sent, good, other));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "71")]
    [Trait("Fault", "76")]
    public void Refuses_a_proof_that_is_missing_empty_cut_doubled_or_huge(string format)
    {
        var sent = First(format);
        Assert.Equal(ProofIsInTheBody.Contains(format), Verify(format, new WebhookRequest("POST", sent.Path, [], [], sent.Body)));
        foreach (var (name, value) in sent.Headers.Where(header => Proves(header.Key)))
        {
            foreach (var broken in (string[])["", " ", value[..^1], value[1..], "v1,", "sha256=", new string('A', 65_536), new string('=', 44)])
                Assert.False(Verify(format, With(sent, name, broken)), $"{name}: {(broken.Length > 80 ? broken.Length : broken)}");
        }

        if (sent.Secret.Length == 0) return;
        foreach (var broken in (string[])["", " ", sent.Secret[..^1], sent.Secret + "x", sent.Secret.ToUpperInvariant(), new string('A', 65_536)])
            Assert.False(Verify(format, new WebhookRequest("POST", sent.Path, [], sent.Headers, sent.Body, broken)));
    }

    [Theory]
    [MemberData(nameof(SignedTimes))]
    [Trait("Fault", "11")]
    [Trait("Fault", "78")]
    public void Refuses_what_was_signed_more_than_five_minutes_away(string format)
    {
        Assert.True(Verify(format, First(format, Deliveries.Now.AddSeconds(-300))));
        Assert.True(Verify(format, First(format, Deliveries.Now.AddSeconds(300))));
        Assert.False(Verify(format, First(format, Deliveries.Now.AddSeconds(-301))));
        Assert.False(Verify(format, First(format, Deliveries.Now.AddSeconds(301))));
    }

    [Fact]
    public void Only_formats_that_sign_their_bodies_can_sell()
    {
        foreach (var format in BodyIsNotSigned)
            foreach (var name in Deliveries.Samples(format))
                Assert.DoesNotContain(Of(format).Parse(Deliveries.Sample(format, name), DemoPartners.Of(format)).Events, inbound => inbound is PurchaseCompleted);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "63")]
    public void Answers_huge_and_deep_bodies_without_a_fault_of_its_own(string format)
    {
        var half = 500_000;
        foreach (var body in (string[])
        [
            new string('[', half) + new string(']', half), string.Concat(Enumerable.Repeat("{\"a\":", half / 5)), new string('a', 2 * half),
            "{\"a\":\"" + new string('x', 2 * half) + "\"}", string.Concat(Enumerable.Repeat("<a>", half / 3)), "payload=" + new string('%', half),
            string.Join('&', Enumerable.Range(0, 100_000).Select(i => $"k{i}=v")), "[" + string.Join(',', Enumerable.Repeat("{}", 100_000)) + "]",
            "{" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"k{i}\":1")) + "}",
        ])
        {
            var request = Deliveries.Request(body, ("x-shopify-topic", "orders/paid"));
            var parsed = Of(format).Parse(request, DemoPartners.Of(format));
            Assert.True(parsed.Faults.Count > 0 ^ parsed.Events.Count > 0);
            Assert.DoesNotContain(parsed.Events, inbound => inbound is not NotHandled);
            Assert.InRange(Of(format).DeliveryId(request).Length, 1, 400);
        }
    }

    private static WebhookRequest First(string format, DateTimeOffset? at = null) =>
        Deliveries.Sample(format, Deliveries.Samples(format).First(), at: at);

    private static bool Proves(string header) => header.Contains("signature", StringComparison.OrdinalIgnoreCase)
        || header.Contains("hmac", StringComparison.OrdinalIgnoreCase) || header.Contains("auth", StringComparison.OrdinalIgnoreCase)
        || header.Contains("secret", StringComparison.OrdinalIgnoreCase);

    private static WebhookRequest With(WebhookRequest sent, byte[] body) => new("POST", sent.Path, [], sent.Headers, body, sent.Secret);

    private static WebhookRequest With(WebhookRequest sent, string name, string value) =>
        new("POST", sent.Path, [], new Dictionary<string, string>(sent.Headers) { [name] = value }, sent.Body, sent.Secret);

    private static bool Verify(string format, WebhookRequest request, params string[] secrets) =>
        Of(format).Verify(request, Deliveries.Partner(format, secrets.Length == 0 ? [DemoPartners.SecretOf(format)] : secrets), Deliveries.Now);

    private static IConnector Of(string format)
    {
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));
        return connector;
    }
}

using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Esri;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Esri;

public sealed class EsriTests
{
    private static readonly EsriConnector Connector = new();
    private static readonly Partner Layers = DemoPartners.Of("Esri");

    [Fact]
    public void Reads_which_layer_was_edited()
    {
        var read = Assert.IsType<ResourceChanged>(Assert.Single(Connector.Parse(Deliveries.Sample("Esri", "features"), Layers).Events));
        Assert.Equal(("stores", "0", "FeaturesCreated"), (read.Resource, read.Id, read.Change));
    }

    [Fact]
    public void Believes_a_URL_encoded_signature_too()
    {
        var sent = Deliveries.Sample("Esri", "features");
        var header = Uri.EscapeDataString(sent.Header(EsriSignature.Header));
        Assert.True(Connector.Verify(Deliveries.Request(sent.Body.ToArray(), (EsriSignature.Header, header)), Layers, Deliveries.Now));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Believes_and_reads_the_form_of_older_layers(bool signsRaw)
    {
        var payload = Deliveries.Text("Esri", "features");
        var raw = Uri.EscapeDataString(payload);
        var signature = EsriSignature.Sign("sample-key", Encoding.UTF8.GetBytes(signsRaw ? raw : payload));
        var form = Deliveries.Request($"payload={raw}&x-esriHook-Signature={Uri.EscapeDataString(signature)}");
        Assert.True(Connector.Verify(form, Layers, Deliveries.Now));
        Assert.IsType<ResourceChanged>(Assert.Single(Connector.Parse(form, Layers).Events));
        var forged = Deliveries.Request($"payload={raw}%20&x-esriHook-Signature={Uri.EscapeDataString(signature)}");
        Assert.False(Connector.Verify(forged, Layers, Deliveries.Now));
        Assert.False(Connector.Verify(Deliveries.Request($"payload={raw}"), Layers, Deliveries.Now));
    }

    [Fact]
    public void Answers_a_challenge_again_and_again()
    {
        for (var i = 0; i < 2; i++)
        {
            var reply = Challenge("crc-Token_1.2~3+4/5=")!;
            Assert.Equal(200, reply.Status);
            using var json = JsonDocument.Parse(reply.Body);
            Assert.Equal(EsriSignature.Sign("sample-key", "crc-Token_1.2~3+4/5="u8), json.RootElement.GetProperty("response_token").GetString());
        }
    }

    [Theory]
    [InlineData("[{\"layerId\":0}]")]
    [InlineData("{}")]
    [InlineData("%5B%7B")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("")]
    [Trait("Fault", "76")]
    public void Signs_no_token_that_could_be_a_delivery(string token) => Assert.Null(Challenge(token));

    [Fact]
    public void Signs_no_long_token_and_answers_no_other_method()
    {
        Assert.Null(Challenge(new string('a', 257)));
        Assert.Null(Challenge("token", "POST"));
    }

    [Theory]
    [InlineData("\"serviceName\"", "\"name2\"", "/0/serviceName")]
    [InlineData("\"changesUrl\"", "\"url\"", "/0/changesUrl")]
    [InlineData("1793786400000", "\"now\"", "/0/lastUpdatedTime")]
    public void Names_what_is_wrong(string from, string to, string field) => Assert.Equal(
        field, Assert.Single(Connector.Parse(Deliveries.Request(Deliveries.Text("Esri", "features").Replace(from, to)), Layers).Faults).Pointer);

    private static WebhookReply? Challenge(string token, string method = "GET") =>
        Connector.Handshake(new WebhookRequest(method, "", [KeyValuePair.Create(EsriSignature.Challenge, token)], [], default), Layers);
}

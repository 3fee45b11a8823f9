using LoyaltyFunctions.Connectors.Lightspeed;

namespace LoyaltyFunctions.Tests.Connectors.Lightspeed;

/// <summary>Lightspeed publishes no vector; the MAC below was made with openssl.</summary>
public sealed class LightspeedSignatureTests
{
    private const string Body = "payload=%7B%22id%22%3A1%7D";
    private const string Hex = "a1cb6b16c49eb9636afde30d8ea772bdfab0450ae41e1a8e06e69f4684cad2e9";
    private const string Base64 = "octrFsSeuWNq/eMNjqdyvfqwRQrkHhqOBuafRoTK0uk=";

    [Theory]
    [InlineData("signature=" + Hex + ",algorithm=HMAC-SHA256", true)]
    [InlineData("signature=" + Hex + ", algorithm=HMAC-SHA256", true)]
    [InlineData("signature=" + Base64 + ",algorithm=HMAC-SHA256", true)]
    [InlineData("algorithm=HMAC-SHA256,signature=" + Base64, true)]
    [InlineData("signature=" + Hex, false)]
    [InlineData("signature=" + Hex + ",algorithm=HMAC-SHA1", false)]
    [InlineData("signature=,algorithm=HMAC-SHA256", false)]
    [InlineData("signature=897hRT893qkA783M093ha903f,algorithm=HMAC-SHA256", false)]
    [InlineData(Hex, false)]
    [Trait("Fault", "76")]
    public void Believes_the_hash_of_the_body_in_either_way_of_writing_and_nothing_else(string header, bool believed) => Assert.Equal(
        believed,
        new LightspeedConnector().Verify(Deliveries.Request(Body, (LightspeedSignature.Header, header)), Deliveries.Partner("Lightspeed", "secret"), Deliveries.Now));
}

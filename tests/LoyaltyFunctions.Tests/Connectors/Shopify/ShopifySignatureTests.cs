using System.Text;
using LoyaltyFunctions.Connectors.Shopify;

namespace LoyaltyFunctions.Tests.Connectors.Shopify;

/// <summary>The vector is the one that SQLPage's tests publish for Shopify, recomputed with Python's hmac module.</summary>
public sealed class ShopifySignatureTests
{
    private const string Secret = "test-webhook-secret";
    private const string Body = """{"id":1234567890,"email":"customer@example.com","total_price":"123.45"}""";
    private const string Good = "QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=";

    [Fact]
    public void Accepts_and_makes_the_published_vector()
    {
        Assert.True(Verify(Body, Good, Secret));
        Assert.Equal(Good, ShopifySignature.Sign(Secret, Encoding.UTF8.GetBytes(Body)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Iw=")]
    [InlineData("QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc")]
    [InlineData("qnyobtlkbmx2qdlpf/zozcbqg5ogpg+2oky3zldc0gw=")]
    [InlineData("40dc8e6d394a6ccc76a8394f17f64e65c06a8393a03e0fb6a24cb7ce575cd06c")]
    [InlineData("40DC8E6D394A6CCC76A8394F17F64E65C06A8393A03E0FB6A24CB7CE575CD06C")]
    [InlineData($"{Good},{Good}")]
    [InlineData("sha256=QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=")]
    [Trait("Fault", "76")]
    public void Refuses_what_is_not_the_signature(string signature) => Assert.False(Verify(Body, signature, Secret));

    [Fact]
    [Trait("Fault", "71")]
    public void Refuses_another_body_a_missing_header_and_one_of_64_kilobytes()
    {
        Assert.False(Verify(Body + " ", Good, Secret));
        Assert.False(ShopifySignature.Verify(Deliveries.Request(Body), [Secret]));
        Assert.False(Verify(Body, new string('=', 65_536), Secret));
    }

    [Fact]
    [Trait("Fault", "76")]
    public void Refuses_everything_without_a_secret()
    {
        using var keyless = new System.Security.Cryptography.HMACSHA256([]);
        var signature = Convert.ToBase64String(keyless.ComputeHash(Encoding.UTF8.GetBytes(Body)));
        Assert.False(Verify(Body, signature, ""));
        Assert.False(Verify(Body, signature));
        Assert.False(Verify(Body, "", ""));
    }

    [Fact]
    [Trait("Fault", "32")]
    public void Accepts_the_old_and_the_new_secret_during_a_rotation()
    {
        Assert.True(Verify(Body, Good, "newer", Secret));
        Assert.True(Verify(Body, Good, Secret, "newer"));
        Assert.False(Verify(Body, Good, "newer"));
    }

    private static bool Verify(string body, string signature, params string[] secrets) =>
        ShopifySignature.Verify(Deliveries.Request(body, ("X-Shopify-Hmac-SHA256", signature)), secrets);
}

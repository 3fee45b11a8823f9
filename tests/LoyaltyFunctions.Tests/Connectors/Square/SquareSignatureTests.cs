using System.Text;
using LoyaltyFunctions.Connectors.Square;

namespace LoyaltyFunctions.Tests.Connectors.Square;

/// <summary>The two vectors are those of the tests of Square's own Python SDK.</summary>
public sealed class SquareSignatureTests
{
    private const string Key = "Ibxx_5AKakO-3qeNVR61Dw";
    private const string Url = "https://webhook.site/679a4f3a-dcfa-49ee-bac5-9d0edad886b9";
    private const string Good = "GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=";
    private const string Body =
        """{"merchant_id":"MLEFBHHSJGVHD","type":"webhooks.test_notification","event_id":"ac3ac95b-f97d-458c-a6e6-18981597e05f","created_at":"2022-07-13T20:30:59.037339943Z","data":{"type":"webhooks","id":"bc368e64-01aa-407e-b46e-3231809b1129"}}""";

    [Theory]
    [InlineData(Body, Key, Url, Good)]
    [InlineData("""{"data":{"type":"webhooks","id":">id<"}}""", "signature-key", "https://webhook.site/webhooks", "Cxt7+aTi4rKgcA0bC4g9EHdVtLSDWdqccmL5MvihU4U=")]
    public void Accepts_and_makes_the_published_vectors(string body, string key, string url, string signature)
    {
        Assert.True(Verify(body, url, signature, key));
        Assert.Equal(signature, SquareSignature.Sign(key, url, Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1z2n3DEJJiUPKcPzQo1ftvbxGdw=")]
    [InlineData("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N=4")]
    [InlineData("gf4ykrjggbdz9niybnxbnmzqb2hol4rw/s6vkz9/2n4=")]
    [InlineData("185e1892b2601810d9f4d2186cd5c19cccea6f61e82f8456fd2eaf919f7fd8de")]
    [InlineData($"{Good},{Good}")]
    [InlineData($"{Good} ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [Trait("Fault", "76")]
    public void Refuses_what_is_not_the_signature(string signature) => Assert.False(Verify(Body, Url, signature, Key));

    [Theory]
    [InlineData("https://webhook.site/79a4f3a-dcfa-49ee-bac5-9d0edad886b9", Body)]
    [InlineData($"{Url}/", Body)]
    [InlineData(Url, Body + "\n")]
    [Trait("Fault", "76")]
    public void Refuses_another_url_and_another_body(string url, string body) => Assert.False(Verify(body, url, Good, Key));

    [Fact]
    [Trait("Fault", "71")]
    public void Refuses_a_missing_header_and_one_of_64_kilobytes()
    {
        var partner = Deliveries.Partner(SquareConnector.Name, Key);
        Assert.False(new SquareConnector().Verify(Deliveries.Request(Body), partner, Deliveries.Now));
        Assert.False(Verify(Body, Url, new string('A', 65_536), Key));
    }

    [Fact]
    [Trait("Fault", "76")]
    public void Refuses_everything_without_a_secret_or_url()
    {
        using var keyless = new System.Security.Cryptography.HMACSHA256([]);
        var signature = Convert.ToBase64String(keyless.ComputeHash(Encoding.UTF8.GetBytes(Url + Body)));
        Assert.False(Verify(Body, Url, signature, ""));
        Assert.False(Verify(Body, Url, signature));
        Assert.False(Verify(Body, "", SquareSignature.Sign(Key, "", Encoding.UTF8.GetBytes(Body)), Key));
    }

    [Fact]
    [Trait("Fault", "32")]
    public void Accepts_the_old_and_the_new_secret_during_a_rotation()
    {
        Assert.True(Verify(Body, Url, Good, "newer-key", Key));
        Assert.True(Verify(Body, Url, Good, Key, "newer-key"));
        Assert.False(Verify(Body, Url, Good, "newer-key"));
    }

    private static bool Verify(string body, string url, string signature, params string[] secrets) =>
        SquareSignature.Verify(Deliveries.Request(body, ("X-Square-HmacSha256-Signature", signature)), url, secrets);
}

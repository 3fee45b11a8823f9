using System.Text;
using LoyaltyFunctions.Connectors.Stripe;

namespace LoyaltyFunctions.Tests.Connectors.Stripe;

/// <summary>The vector is that of the tests of Stripe's own .NET library.</summary>
public sealed class StripeSignatureTests
{
    private const string Secret = "webhook_secret";
    private const string Good = "f0bdba6d4eacbd8ad8a3bbadd7248e633ec1477f7899c124c51b39405fa36613";
    private const string Vector = $"t=1533204620,v1={Good},v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef";
    private const string Body = """
        {
          "id": "evt_123",
          "object": "event",
          "account": "acct_123",
          "api_version": "2017-05-25",
          "created": 1533204620,
          "data": {
            "object": {
              "id": "ii_123",
              "object": "invoiceitem",
              "amount": 1000,
              "currency": "usd",
              "customer": "cus_123",
              "date": 1533204620,
              "description": "Test Invoice Item",
              "discountable": false,
              "invoice": "in_123",
              "livemode": false,
              "metadata": {},
              "period": {
                "start": 1533204620,
                "end": 1533204620
              },
              "plan": null,
              "proration": false,
              "quantity": null,
              "subscription": null
            }
          },
          "livemode": false,
          "pending_webhooks": 1,
          "request": {
            "id": "req_123",
            "idempotency_key": "idempotency-key-123"
          },
          "type": "invoiceitem.created"
        }

        """;

    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeSeconds(1533204620);

    [Fact]
    public void Accepts_and_makes_the_published_vector()
    {
        Assert.True(Verify(Vector));
        Assert.StartsWith(StripeSignature.Sign(Secret, SignedAt, Encoding.UTF8.GetBytes(Body)), Vector, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"t=1533204620,v1=00,v1={Good}")]
    [InlineData($"t=1533204620, v1=not-hex, v2=x, v1={Good}")]
    [InlineData($"v1={Good},t=1533204620")]
    public void Finds_the_good_signature_among_bad_ones(string header) => Assert.True(Verify(header));

    [Theory]
    [InlineData("")]
    [InlineData("t=1533204620")]
    [InlineData("t=1533204620,v1=")]
    [InlineData($"v1={Good}")]
    [InlineData($"t=1533204621,v1={Good}")]
    [InlineData($"t=01533204620,v1={Good}")]
    [InlineData($"t=1533204620,t=1533204620,v1={Good}")]
    [InlineData($"t=1533204620.,v1={Good}")]
    [InlineData($"t=-1533204620,v1={Good}")]
    [InlineData($"t=1533204620,v0={Good}")]
    [InlineData("t=1533204620,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [Trait("Fault", "76")]
    [Trait("Fault", "78")]
    public void Refuses_what_is_not_signed_then(string header) => Assert.False(Verify(header));

    private static bool Verify(string header) =>
        StripeSignature.Verify(Deliveries.Request(Body, ("Stripe-Signature", header)), [Secret], SignedAt.AddSeconds(100));
}

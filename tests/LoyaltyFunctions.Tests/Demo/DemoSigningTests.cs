using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Tests.Connectors;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoSigningTests
{
    private static readonly DemoSamples Run = new("482913", new DateOnly(2026, 11, 22));

    public static TheoryData<string> Formats() => [.. DemoStory.Steps.Select(step => step.Format).Distinct()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_body_changed_after_signing_is_not_verified(string format)
    {
        var signed = DemoPartners.Sign(DemoStory.Steps.First(step => step.Format == format), Run, Deliveries.Now);
        byte[] body = [.. signed.Body.Span, (byte)' '];
        var forged = Deliveries.Request(body, [.. signed.Headers.Select(header => (header.Key, header.Value))]);
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));

        Assert.True(connector.Verify(signed, DemoPartners.Of(format), Deliveries.Now));
        Assert.False(connector.Verify(forged, DemoPartners.Of(format), Deliveries.Now));
    }

    [Fact]
    public void A_format_that_the_demo_cannot_sign_is_named()
    {
        var partner = Deliveries.Partner("Abacus", "secret");

        var fault = Assert.Throws<NotSupportedException>(() => DemoSigning.Headers(partner, "sale", "demo-1", Deliveries.Now, []));

        Assert.Contains("Abacus", fault.Message, StringComparison.Ordinal);
    }
}

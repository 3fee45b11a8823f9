using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Tests.Connectors;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoSigningTests
{
    [Fact]
    public void A_format_that_the_demo_cannot_sign_is_named()
    {
        var partner = Deliveries.Partner("Abacus", "secret");

        var fault = Assert.Throws<NotSupportedException>(() => DemoSigning.Prove(partner, "sale", "demo-1", Deliveries.Now, []));

        Assert.Contains("Abacus", fault.Message, StringComparison.Ordinal);
    }
}

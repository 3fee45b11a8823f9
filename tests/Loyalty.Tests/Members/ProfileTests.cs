using Loyalty.Members;

namespace Loyalty.Tests.Members;

public class ProfileTests
{
    [Fact]
    public void A_profile_is_filled_from_another_only_where_it_knows_nothing()
    {
        var own = new Profile(GivenName: "Ada", Phone: "+4915111111", Consents: new Consents(Email: false));
        var other = new Profile("Augusta", "King", "ada@example.com", "+4915122222", new DateOnly(1815, 12, 10), "en", "s1", new Consents(Email: true, Sms: true));

        var filled = own.FilledFrom(other);

        Assert.Equal(
            new Profile("Ada", "King", "ada@example.com", "+4915111111", new DateOnly(1815, 12, 10), "en", "s1", new Consents(Email: false, Sms: true)),
            filled);
        Assert.Equal(other.Consents, new Profile().FilledFrom(other).Consents);
    }
}

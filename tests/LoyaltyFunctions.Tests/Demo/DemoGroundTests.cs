using LoyaltyFunctions.Demo;
using Microsoft.Extensions.Configuration;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoGroundTests
{
    /// <summary>SHA-256 of <c>sample-operator-key</c>, as the sample settings have it.</summary>
    private const string SampleKey = "ec7f5c63259fcf6ec3486f6a6ffda30fd2b9698858ec2c62182e361bdfb9abdd";

    [Fact]
    public void The_sample_key_on_this_machine_is_all_it_takes()
    {
        var ground = Ground("localhost:7191", SampleKey);

        Assert.Null(ground.Objection);
        Assert.Equal(new Uri("http://localhost:7191"), ground.Hub);
    }

    [Fact]
    public void Says_which_settings_are_missing() =>
        Assert.Equal("add Clients__operator__* of local.settings.sample.json to the settings.", Ground("localhost:7191", new string('0', 64)).Objection);

    [Fact]
    public void Keeps_off_a_hub_that_others_reach() =>
        Assert.Equal("loyalty.azurewebsites.net is not this machine.", Ground("loyalty.azurewebsites.net", SampleKey).Objection);

    private static DemoGround Ground(string host, string keySha256) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_HOSTNAME", host), new("Clients:operator:KeySha256", keySha256)]).Build());
}

using System.Net;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Outbound.Http;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Tests.Outbound.Http;

[Trait("Fault", "58")]
public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    public void The_public_internet_is_open(string address) => Assert.True(PublicAddresses.Include(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:53aa:64c::")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1%1")]
    [InlineData("ff02::1")]
    public void Nothing_else_is(string address) => Assert.False(PublicAddresses.Include(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://localhost/")]
    [InlineData("https://169.254.169.254/metadata/instance")]
    public async Task However_a_host_is_written_its_address_is_what_counts(string url) =>
        await Assert.ThrowsAsync<AddressRefusedException>(() => Guard(Dns.GetHostAddressesAsync).CheckAsync(new Uri(url).DnsSafeHost, isEncrypted: true, default));

    [Fact]
    public async Task A_host_with_one_address_that_is_not_public_is_refused_as_a_whole() =>
        await Assert.ThrowsAsync<AddressRefusedException>(() => Guard(Always("8.8.8.8", "10.0.0.1")).CheckAsync("crm.example.com", isEncrypted: true, default));

    [Fact]
    public async Task A_host_without_an_address_is_refused() =>
        await Assert.ThrowsAsync<AddressRefusedException>(() => Guard(Always()).CheckAsync("crm.example.com", isEncrypted: true, default));

    [Fact]
    public async Task A_public_host_is_called_with_encryption_only()
    {
        var guard = Guard(Always("8.8.8.8"));

        Assert.Equal([IPAddress.Parse("8.8.8.8")], await guard.CheckAsync("crm.example.com", isEncrypted: true, default));
        await Assert.ThrowsAsync<AddressRefusedException>(() => guard.CheckAsync("crm.example.com", isEncrypted: false, default));
    }

    [Theory]
    [InlineData("crm.internal")]
    [InlineData("CRM.internal")]
    [InlineData("10.1.2.3")]
    [InlineData("10.1.0.0/16")]
    public async Task What_the_settings_allow_is_called_all_the_same(string allowed) =>
        Assert.Single(await Guard(Always("10.1.2.3"), allowed).CheckAsync("crm.internal", isEncrypted: false, default));

    [Theory]
    [InlineData("other.internal")]
    [InlineData("10.2.0.0/16")]
    [InlineData("internal")]
    public async Task What_the_settings_allow_lifts_the_guard_for_nothing_else(string allowed) =>
        await Assert.ThrowsAsync<AddressRefusedException>(() => Guard(Always("10.1.2.3"), allowed).CheckAsync("crm.internal", isEncrypted: true, default));

    [Theory]
    [InlineData("crm.internal", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("::1", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("10.1.0.0/33", false)]
    [InlineData("https://crm.internal", false)]
    [InlineData("crm.internal/hooks", false)]
    [InlineData("", false)]
    public void Settings_name_hosts_addresses_or_networks(string entry, bool usable) => Assert.Equal(usable, AllowedHosts.IsUsable(entry));

    private static AddressGuard Guard(Func<string, CancellationToken, Task<IPAddress[]>> resolve, params string[] allowed)
    {
        var options = new OutboundOptions();
        foreach (var host in allowed)
            options.AllowedHosts.Add(host);
        return new AddressGuard(new AllowedHosts(Options.Create(options)), resolve);
    }

    private static Func<string, CancellationToken, Task<IPAddress[]>> Always(params string[] addresses) =>
        (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse));
}

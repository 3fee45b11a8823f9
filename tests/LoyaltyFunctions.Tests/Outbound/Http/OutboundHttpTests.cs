using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Outbound.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Tests.Outbound.Http;

/// <summary>The client of all outgoing calls, against a real server.</summary>
[Trait("Fault", "58")]
public sealed class OutboundHttpTests
{
    [Fact]
    public async Task Loopback_is_refused_before_anything_is_sent()
    {
        await using var vendor = await Vendor.StartAsync();
        await using var services = Services();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Client(services).GetAsync(new Uri(vendor.Url)));

        Assert.IsType<AddressRefusedException>(failure.InnerException);
        Assert.Empty(vendor.Calls);
    }

    [Fact]
    public async Task A_host_that_the_settings_allow_is_called_and_its_redirect_is_not_followed()
    {
        await using var vendor = await Vendor.StartAsync();
        await using var services = Services("127.0.0.0/8");
        vendor.Answer = (_, http) =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };

        using var answer = await Client(services).GetAsync(new Uri(vendor.Url));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Single(vendor.Calls);
    }

    [Fact]
    public async Task A_name_that_resolves_to_something_else_the_next_time_gains_nothing()
    {
        var answers = new Queue<string>(["8.8.8.8", "127.0.0.1"]);
        await using var vendor = await Vendor.StartAsync();
        await using var services = Services();
        var guard = new AddressGuard(services.GetRequiredService<AllowedHosts>(), (_, _) => Task.FromResult(new[] { IPAddress.Parse(answers.Dequeue()) }));

        // What was checked is what would be connected to: there is no second look-up that could be answered differently.
        Assert.Equal([IPAddress.Parse("8.8.8.8")], await guard.CheckAsync("crm.example.com", isEncrypted: true, default));
        await Assert.ThrowsAsync<AddressRefusedException>(() => guard.CheckAsync("crm.example.com", isEncrypted: true, default));
        Assert.Empty(vendor.Calls);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_cut_off()
    {
        await using var vendor = await Vendor.StartAsync();
        await using var services = Services("127.0.0.1");
        vendor.Says(200, new string('x', 2 * 1024 * 1024));

        await Assert.ThrowsAsync<HttpRequestException>(() => Client(services).GetAsync(new Uri(vendor.Url)));
    }

    [Fact]
    public async Task A_certificate_that_has_ended_or_that_nobody_vouches_for_is_refused()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var ended = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        await using var vendor = await Vendor.StartAsync(ended);
        await using var services = Services("127.0.0.1");

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Client(services).GetAsync(new Uri(vendor.Url)));

        Assert.Equal("has no valid certificate", HttpAnswers.Judge(failure).Reason);
        Assert.Empty(vendor.Calls);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_a_failure()
    {
        await using var services = Services();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Client(services).GetAsync(new Uri("https://nobody.invalid/hooks")));

        Assert.Equal("could not be reached: NameResolutionError", HttpAnswers.Judge(failure).Reason);
    }

    private static HttpClient Client(ServiceProvider services) => services.GetRequiredService<IHttpClientFactory>().CreateClient(OutboundHttp.Client);

    private static ServiceProvider Services(params string[] allowed) => new ServiceCollection()
        .Configure<OutboundOptions>(options => Array.ForEach(allowed, options.AllowedHosts.Add))
        .AddOutboundHttp()
        .BuildServiceProvider();
}

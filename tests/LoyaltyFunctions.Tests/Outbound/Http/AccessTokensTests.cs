using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Tests.Proof;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Testing.InProcess;

namespace LoyaltyFunctions.Tests.Outbound.Http;

/// <summary>Tokens that end, over real connections to a server that gives them out and lets in whoever has the last one.</summary>
public sealed class AccessTokensTests : IAsyncLifetime
{
    private const string Secret = "client secret+";

    private readonly ManualClock _clock = new(World.Start);
    private ServiceProvider? _clients;
    private Vendor? _vendor;
    private int _given;

    private Vendor There => _vendor!;

    /// <summary>How the server answers who asks for a token.</summary>
    private Func<int, string> Grant { get; set; } = number => $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"token-{{number}}"}""";

    private IEnumerable<Call> Asked => There.Calls.Where(call => call.Path == "/token");

    public async Task InitializeAsync()
    {
        _vendor = await Vendor.StartAsync();
        _vendor.Answer = AnswerAsync;
        _clients = new ServiceCollection().Configure<OutboundOptions>(options => options.AllowedHosts.Add("127.0.0.1")).AddOutboundHttp().BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _clients!.DisposeAsync();
        await There.DisposeAsync();
    }

    [Theory]
    [InlineData("BusinessCentral")]
    [InlineData("Dataverse")]
    [InlineData("Salesforce")]
    [InlineData("Esri")]
    public async Task A_token_is_asked_for_with_the_client_in_the_form(string format)
    {
        await Api(format).SendAsync(HttpMethod.Get, "/thing", null, default);

        var asked = Assert.Single(Asked);
        Assert.Equal("POST", asked.Method);
        Assert.StartsWith("application/x-www-form-urlencoded", asked.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("grant_type=client_credentials&scope=all%2F.default&client_id=hub&client_secret=client+secret%2B", asked.Body);
        Assert.DoesNotContain("Authorization", asked.Headers.Keys);
        Assert.Equal("Bearer token-1", There.Calls[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task SAP_is_told_the_client_by_basic_authentication()
    {
        await Api("Sap").SendAsync(HttpMethod.Get, "/thing", null, default);

        var asked = Assert.Single(Asked);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("hub:" + Secret)), asked.Headers["Authorization"]);
        Assert.DoesNotContain("secret", asked.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3600", 3_480)]
    [InlineData("\"3600\"", 3_480)]
    [InlineData("60", 30)]
    [InlineData("999999999", 86_280)]
    [InlineData("0", 1_680)]
    [InlineData("null", 1_680)]
    public async Task It_serves_until_shortly_before_its_end(string life, int seconds)
    {
        Grant = number => $$"""{"expires_in":{{life}},"access_token":"token-{{number}}"}""";
        var tokens = Tokens();
        Assert.Equal("token-1", await tokens.OfAsync(Partner(), null, default));

        _clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal("token-1", await tokens.OfAsync(Partner(), null, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("token-2", await tokens.OfAsync(Partner(), null, default));
        Assert.Equal(2, Asked.Count());
    }

    [Fact]
    public async Task Of_many_who_need_one_at_once_one_asks()
    {
        var tokens = Tokens();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        There.Answer = async (call, http) =>
        {
            await held.Task;
            await AnswerAsync(call, http);
        };
        var waiting = Enumerable.Range(0, 20).Select(_ => tokens.OfAsync(Partner(), null, default)).ToList();
        using var impatient = new CancellationTokenSource();
        var gone = tokens.OfAsync(Partner(), null, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        held.SetResult();

        Assert.All(await Task.WhenAll(waiting), token => Assert.Equal("token-1", token));
        Assert.Single(Asked);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_asked_for_anew_once_and_the_call_made_again()
    {
        var api = Api("BusinessCentral");
        await api.SendAsync(HttpMethod.Get, "/thing", null, default);
        _given++; // The server has given another since, which ends the hub's.

        await api.SendAsync(HttpMethod.Post, "/thing", new System.Text.Json.Nodes.JsonObject { ["a"] = 1 }, default);

        Assert.Equal(["/token", "/thing", "/thing", "/token", "/thing"], There.Calls.Select(call => call.Path));
        Assert.Equal(("{\"a\":1}", "Bearer token-3"), (There.Calls[^1].Body, There.Calls[^1].Headers["Authorization"]));
    }

    [Fact]
    public async Task Calls_that_are_refused_the_same_token_share_the_next()
    {
        var tokens = Tokens();
        var old = await tokens.OfAsync(Partner(), null, default);

        Assert.Equal("token-2", await tokens.OfAsync(Partner(), old, default));
        Assert.Equal("token-2", await tokens.OfAsync(Partner(), old, default));
        Assert.Equal(2, Asked.Count());
    }

    [Fact]
    public async Task A_system_that_refuses_every_token_is_asked_no_more_than_twice()
    {
        There.Answer = (call, http) => call.Path == "/token" ? AnswerAsync(call, http) : Vendor.AnswerAsync(http, 401, "{}");

        var failed = await Assert.ThrowsAsync<VendorException>(() => Api("Sap").SendAsync(HttpMethod.Get, "/thing", null, default));

        Assert.Equal(Attempt.Failed("was answered 401"), failed.Attempt);
        Assert.Equal(["/token", "/thing", "/token", "/thing"], There.Calls.Select(call => call.Path));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client","error_description":"client secret+ is wrong"}""", "its token URL was answered 400")]
    [InlineData(410, "{}", "its token URL was answered 410")]
    [InlineData(302, "", "its token URL was answered 302, and redirects are not followed")]
    [InlineData(200, "<html/>", "the answer of its token URL holds none")]
    [InlineData(200, "[]", "the answer of its token URL holds none")]
    [InlineData(200, """{"access_token":""}""", "the answer of its token URL holds none")]
    [InlineData(200, """{"access_token":"two\nlines"}""", "the answer of its token URL holds none")]
    [Trait("Fault", "57")]
    [Trait("Fault", "118")]
    public async Task Without_a_token_the_call_is_not_made_and_says_why_without_a_secret(int status, string body, string reason)
    {
        There.Says(status, body);

        var failed = await Assert.ThrowsAsync<VendorException>(() => Api("Salesforce").SendAsync(HttpMethod.Get, "/thing", null, default));

        Assert.Equal(Attempt.Failed("gave no access token: " + reason), failed.Attempt);
        Assert.DoesNotContain("secret", failed.ToString(), StringComparison.Ordinal);
        Assert.Equal(["/token"], There.Calls.Select(call => call.Path));
    }

    [Fact]
    [Trait("Fault", "57")]
    public async Task Who_gives_tokens_may_ask_for_time_and_is_asked_again_after_a_failure()
    {
        var tokens = Tokens();
        There.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "42";
            return Vendor.AnswerAsync(http, 429, "{}");
        };
        var failed = await Assert.ThrowsAsync<VendorException>(() => tokens.OfAsync(Partner(), null, default));
        Assert.Equal(TimeSpan.FromSeconds(42), failed.Attempt.RetryAfter);

        There.Answer = AnswerAsync;
        Assert.Equal("token-1", await tokens.OfAsync(Partner(), null, default));
    }

    [Fact]
    [Trait("Fault", "58")]
    public async Task A_token_URL_that_may_not_be_called_is_not()
    {
        using var guarded = new ServiceCollection().AddOptions().AddOutboundHttp().BuildServiceProvider();
        var tokens = new AccessTokens(guarded.GetRequiredService<IHttpClientFactory>(), _clock);

        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => tokens.OfAsync(Partner(), null, default));

        Assert.IsType<AddressRefusedException>(failed.InnerException);
        Assert.Empty(There.Calls);
    }

    [Fact]
    public async Task The_token_of_the_settings_is_sent_as_it_is_and_a_401_stands()
    {
        There.Says(401);
        var partner = new PartnerOptions { Format = "Sap", ApiBase = There.Url, ApiToken = "fixed" }.ToPartner("there");
        var api = new VendorApi(_clients!.GetRequiredService<IHttpClientFactory>().CreateClient(OutboundHttp.Client), partner, Authorize, Tokens(), _clock);

        await Assert.ThrowsAsync<VendorException>(() => api.SendAsync(HttpMethod.Get, "/thing", null, default));

        Assert.Equal("Bearer fixed", Assert.Single(There.Calls).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("ApiTokenUrl", "ftp://there", "Partners__there__ApiTokenUrl: ")]
    [InlineData("ApiTokenUrl", "https://user:password@there", "Partners__there__ApiTokenUrl: ")]
    [InlineData("ApiTokenUrl", "", "Partners__there__ApiToken: ")]
    [InlineData("ApiToken", "fixed", "Partners__there__ApiToken: ")]
    [InlineData("ApiClientId", "", "Partners__there__ApiClientId: ")]
    [InlineData("ApiClientSecret", "", "Partners__there__ApiClientSecret: ")]
    [InlineData("Format", "HubSpot", "Partners__there__ApiTokenUrl: ")]
    [Trait("Fault", "116")]
    public void Settings_that_do_not_go_together_are_named(string setting, string value, string line)
    {
        var options = Options("BusinessCentral", "https://there.example.com");
        Assert.Empty(VendorCatalogue.Check("there", options));

        typeof(PartnerOptions).GetProperty(setting)!.SetValue(options, value);

        Assert.Contains(VendorCatalogue.Check("there", options), fault => fault.StartsWith(line, StringComparison.Ordinal));
        Assert.DoesNotContain(VendorCatalogue.Check("there", options), fault => fault.Contains(Secret, StringComparison.Ordinal));
    }

    private static void Authorize(HttpRequestHeaders headers, string token) => headers.Authorization = new("Bearer", token);

    private static PartnerOptions Options(string format, string there) => new()
    {
        Format = format,
        Kind = "erp",
        ApiBase = there,
        ApiTokenUrl = there + "/token",
        ApiClientId = "hub",
        ApiClientSecret = Secret,
        ApiScope = "all/.default",
    };

    private AccessTokens Tokens() => new(_clients!.GetRequiredService<IHttpClientFactory>(), _clock);

    private Partner Partner(string format = "BusinessCentral") => Options(format, There.Url).ToPartner("there");

    private VendorApi Api(string format) => new(_clients!.GetRequiredService<IHttpClientFactory>().CreateClient(OutboundHttp.Client), Partner(format), Authorize, Tokens(), _clock);

    private Task AnswerAsync(Call call, HttpContext http) =>
        call.Path == "/token" ? Vendor.AnswerAsync(http, 200, Grant(Interlocked.Increment(ref _given)))
        : call.Headers["Authorization"] == string.Create(CultureInfo.InvariantCulture, $"Bearer token-{_given}") ? Vendor.AnswerAsync(http, 200, "{}")
        : Vendor.AnswerAsync(http, 401, "{}");
}

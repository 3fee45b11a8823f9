using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Demo.Systems;
using LoyaltyFunctions.Outbound.Sources;
using LoyaltyFunctions.Outbound.Vendors;

namespace LoyaltyFunctions.Tests.Demo;

/// <summary>The demo's stand-ins are as strict as what they stand for, or the demo would show calls that no system takes.</summary>
public sealed class DemoSystemsTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private DemoSystems? _systems;

    public static TheoryData<string> Formats => [.. VendorCatalogue.Formats.Concat(SourceCatalogue.Formats).Distinct()];

    private DemoSystems Systems => _systems!;

    public async Task InitializeAsync() => _systems = await DemoSystems.StartAsync(TimeProvider.System);

    public Task DisposeAsync() => Systems.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task There_is_one_for_every_system_that_the_hub_calls_and_it_takes_nothing_without_the_token(string format)
    {
        var address = Systems.Connect("one", format);
        using var answer = await Http.PostAsync(new Uri(address + "/crm/v3/objects/contacts/search"), new StringContent("{}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(("one", "POST", 401), Systems.Since(0).Select(told => (told.System, told.Method, told.Status)).Single());
    }

    [Fact]
    public void Nothing_stands_in_for_a_system_that_is_not_called() => Assert.Null(Systems.Connect("one", "Square"));

    [Fact]
    public async Task A_contact_that_was_never_written_is_not_found()
    {
        var address = Systems.Connect("crm", "Salesforce");
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "/services/data/v62.0/sobjects/Contact/Loyalty_Member_Id__c/m1?fields=Id");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DemoSystems.Token);
        using var answer = await Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData(DemoSystems.SubscriberSecret, 204)]
    [InlineData("whsec_YW5vdGhlcg==", 401)]
    public async Task The_subscriber_takes_only_what_is_signed_with_its_secret(string secret, int status)
    {
        var (body, now) = (Encoding.UTF8.GetBytes("{}"), TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, Systems.SubscriberUrl) { Content = new ByteArrayContent(body) };
        request.Headers.Add(StandardWebhooksSignature.IdHeader, "e1");
        request.Headers.Add(StandardWebhooksSignature.TimestampHeader, $"{now.ToUnixTimeSeconds()}");
        request.Headers.Add(StandardWebhooksSignature.SignatureHeader, StandardWebhooksSignature.Sign(secret, "e1", now, body));
        using var answer = await Http.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }
}

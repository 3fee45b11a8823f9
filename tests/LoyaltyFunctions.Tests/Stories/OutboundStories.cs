using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Tests.Outbound.Http;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>A hub that tells receivers on this machine, over real connections.</summary>
public sealed class OutboundStories
{
    private const string Secret = "whsec_c3Rvcmllcy1zZWNyZXQtb2YtdGhlLWNybQ==";

    [Fact]
    [Trait("Fault", "58")]
    public async Task A_subscriber_gets_signed_webhooks_and_a_host_that_is_not_allowed_gets_nothing()
    {
        await using var crm = await Vendor.StartAsync();
        await using var hub = await Hub.StartAsync(Settings(crm)
            .With("Subscribers__inside__Url", "http://169.254.169.254/metadata")
            .With("Subscribers__inside__Secrets__0", Secret));

        var member = await hub.As("operator").EnrolAsync(new MemberBody());
        var call = (await CallsAsync(crm, 1))[0];

        Assert.Equal($"{member}-1", call.Headers["webhook-id"]);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.Equal(StandardWebhooksSignature.Sign(Secret, $"{member}-1", at, Encoding.UTF8.GetBytes(call.Body)), call.Headers["webhook-signature"]);
        await Eventually.SeeAsync("the guard is logged", () => Task.FromResult(hub.Output.Lines.Concat(hub.Output.Errors)), lines => lines.Any(IsRefused));
        Assert.Empty(hub.Output.Leaks(hub.Settings.Confidential));
    }

    [Fact]
    [Trait("Fault", "37")]
    [Trait("Fault", "57")]
    public async Task What_was_not_taken_survives_a_kill_is_tried_again_and_ends_as_a_dead_letter_that_can_be_replayed()
    {
        await using var crm = await Vendor.StartAsync();
        await using var hub = await Hub.StartAsync(Settings(crm));
        crm.Says(500);
        var member = await hub.As("operator").EnrolAsync(new MemberBody());
        await CallsAsync(crm, 1);
        await Eventually.SeeAsync("the failure is logged", () => Task.FromResult(hub.Output.Lines.Concat(hub.Output.Errors)), lines => lines.Any(line => line.Contains("was answered 500", StringComparison.Ordinal)));

        hub.Kill();
        crm.Says(410);
        await hub.StartAgainAsync(TimeSpan.FromMinutes(10));
        await hub.As("operator").RunTimerAsync("DeliverOutboundTimer");
        var letter = await LetterAsync(hub);

        Assert.Equal("subscriber:crm", letter.GetProperty("partner").GetString());
        // The kill may have come before the first attempt was counted: then it counts as never made.
        Assert.Matches($"^loyalty.points.earned {member}-1: was answered 410, [12] attempts$", letter.GetProperty("reason").GetString());
        crm.Says(200);
        (await hub.As("operator").PostAsync($"/api/deadletters/{letter.GetProperty("id").GetString()}/replay", "")).Expect(202);
        Assert.All(await CallsAsync(crm, 3), call => Assert.Equal($"{member}-1", call.Headers["webhook-id"]));
        Assert.Empty((await hub.As("operator").GetAsync("/api/deadletters")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_partner_has_a_statement_of_the_month()
    {
        await using var hub = await Hub.StartAsync();
        var client = hub.As("operator");
        var member = await client.EnrolAsync(new MemberBody());
        await hub.As("till").RecordAsync(member, new SaleBody("120.00"));
        var month = hub.Now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var path = $"/api/partners/acme/statements/{month}";

        var statement = await Eventually.SeeAsync("the sale is archived", () => client.GetAsync(path), reply => reply.Json.GetProperty("entries").GetInt64() == 1, reply => reply.Text);

        Assert.Equal(170, statement.Json.GetProperty("issued").GetInt64());
        Assert.False(statement.Json.GetProperty("complete").GetBoolean());
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", HubSettings.KeyOf("operator"));
        request.Headers.Accept.ParseAdd("text/csv");
        using var csv = await hub.Http.SendAsync(request);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"partner,month,issued,reversed,redeemed,entries,complete\r\nacme,{month},170,0,0,1,false\r\n", await csv.Content.ReadAsStringAsync());
        Assert.Equal(404, (await client.GetAsync($"/api/partners/nobody/statements/{month}")).Status);
        Assert.Equal(422, (await client.GetAsync("/api/partners/acme/statements/november")).Status);
        Assert.Equal(403, (await hub.As("app").GetAsync(path)).Status);
    }

    private static HubSettings Settings(Vendor crm) => HubSettings.Standard
        .With("Subscribers__crm__Url", crm.Url + "/hooks")
        .With("Subscribers__crm__Secrets__0", Secret)
        .With("Subscribers__crm__Events", "loyalty.points.*")
        .With("Outbound__AllowedHosts__0", "127.0.0.0/8");

    private static bool IsRefused(string line) => line.Contains("subscriber:inside may not be called: 169.254.169.254 is not in the public internet", StringComparison.Ordinal);

    private static Task<IReadOnlyList<Call>> CallsAsync(Vendor crm, int count) =>
        Eventually.SeeAsync($"{count} calls came", () => Task.FromResult(crm.Calls), calls => calls.Count >= count, calls => $"{calls.Count}");

    private static async Task<System.Text.Json.JsonElement> LetterAsync(Hub hub) => (await Eventually.SeeAsync(
        "there is a dead letter",
        () => hub.As("operator").GetAsync("/api/deadletters"),
        reply => reply.Json.GetProperty("items").GetArrayLength() == 1,
        reply => reply.Text)).Json.GetProperty("items")[0];
}

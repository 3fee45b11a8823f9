using System.Text.Json;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Tests.Outbound.Http;

namespace LoyaltyFunctions.Tests.Outbound.Vendors;

/// <summary>Every vendor over a real connection: what it is sent, and what its answers mean.</summary>
public sealed class VendorTests
{
    private const string AddressHash = "3e3417d7ef77d5932a6734b916515ed5";

    public static TheoryData<string> All => Products.All;

    public static TheoryData<string, string> Calls => new()
    {
        { "HubSpot", "POST /crm/v3/objects/contacts/batch/upsert" },
        { "Salesforce", "GET /services/data/v62.0/sobjects/Contact/Loyalty_Member_Id__c/{member}?fields=Id|PATCH /services/data/v62.0/composite/sobjects/Contact/Loyalty_Member_Id__c" },
        { "Dataverse", "PATCH /api/data/v9.2/contacts(loyalty_memberid='{member}')" },
        { "Klaviyo", "POST /api/profile-import|POST /api/events" },
        { "CustomerIo", "PUT /api/v1/customers/{member}|POST /api/v1/customers/{member}/events" },
        { "Mailchimp", "PUT /members/{hash}|POST /members/{hash}/tags" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Is_told_tier_balance_lifetime_points_and_last_activity(string format, string calls)
    {
        await using var world = await VendorWorld.StartAsync(format);
        world.Buy("r1");

        Assert.Equal(Attempt.Taken, await world.TellAsync());

        Assert.Equal(Expected(calls, world), world.Paths);
        var sent = string.Concat(world.Vendor.Calls.Select(call => call.Body));
        // 100 for joining, 120 and 50 for the basket.
        Assert.Contains("270", sent, StringComparison.Ordinal);
        Assert.Contains("bronze", sent, StringComparison.Ordinal);
        Assert.Contains("2026-03-02T10:50:00", sent, StringComparison.Ordinal);
        Assert.Contains(VendorWorld.Email, sent, StringComparison.Ordinal);
        Assert.All(["Augusta", "Byron", "4915112345678", "600001"], word => Assert.DoesNotContain(word, sent, StringComparison.Ordinal));
        Assert.All(world.Vendor.Calls, call => Assert.True(call.Headers["Authorization"].Length > 10));
        Assert.All(world.Vendor.Calls, call => Assert.DoesNotContain("token", call.Path, StringComparison.Ordinal));
        Assert.Equal([world.Member], world.Contacts);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Lifetime_points_are_counted_on_and_do_not_fall_with_what_is_spent(string format)
    {
        await using var world = await VendorWorld.StartAsync(format);
        await world.TellAsync();
        world.Buy("r1");

        Assert.Equal(Attempt.Taken, await world.TellAsync());

        using var last = JsonDocument.Parse(world.Vendor.Calls.Last(call => call.Body.Contains("270", StringComparison.Ordinal)).Body);
        Assert.Equal(2, last.RootElement.GetRawText().Split("270").Length - 1);
    }

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task An_answer_of_500_is_a_failure(string format) => await FailsAsync(format, vendor => vendor.Says(500), "was answered 500");

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task An_error_in_an_answer_of_200_is_a_failure(string format) =>
        await FailsAsync(format, vendor => vendor.Says(200, """{"status":"COMPLETE","results":[],"errors":[{"message":"no such property"}]}"""), "was answered 200 with an error in it");

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task A_page_instead_of_json_is_a_failure(string format) =>
        await FailsAsync(format, vendor => vendor.Says(200, "<html>Maintenance</html>", "text/html"), "was answered 200 with something that is no JSON");

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task Half_an_answer_is_a_failure(string format) => await FailsAsync(
        format,
        vendor => vendor.Answer = async (_, http) =>
        {
            http.Response.ContentLength = 1_000;
            await http.Response.Body.WriteAsync("{"u8.ToArray());
            await http.Response.Body.FlushAsync();
            http.Abort();
        },
        "could not be");

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task Silence_is_a_failure(string format)
    {
        await using var world = await VendorWorld.StartAsync(format);
        world.Patience = TimeSpan.FromMilliseconds(200);
        world.Vendor.Answer = (_, http) => Task.Delay(TimeSpan.FromMinutes(2), http.RequestAborted);

        var attempt = await world.TellAsync();

        Assert.Equal(AttemptKind.Failed, attempt.Kind);
        Assert.StartsWith("did not answer within 15 seconds", attempt.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task A_vendor_may_ask_for_time(string format)
    {
        await using var world = await VendorWorld.StartAsync(format);
        world.Vendor.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "42";
            return Vendor.AnswerAsync(http, 429, "{}");
        };

        Assert.Equal(Attempt.Failed("was answered 429", TimeSpan.FromSeconds(42)), await world.TellAsync());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_vendor_that_is_gone_says_so(string format)
    {
        await using var world = await VendorWorld.StartAsync(format);
        world.Vendor.Says(410);

        Assert.Equal(AttemptKind.Gone, (await world.TellAsync()).Kind);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Without_consent_no_address_goes_out(string format)
    {
        await using var world = await VendorWorld.StartAsync(format, consent: false);

        var attempt = await world.TellAsync();

        Assert.Equal(format is "Salesforce" or "Dataverse" ? AttemptKind.Taken : AttemptKind.NothingToTell, attempt.Kind);
        Assert.All(world.Vendor.Calls, call => Assert.DoesNotContain(VendorWorld.Email, call.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HubSpot", "PATCH /crm/v3/objects/contacts/512", "loyalty_tier")]
    [InlineData("Klaviyo", "PATCH /api/profiles/01GDDKASAP8TKDDA2GRZDSVP4H", "\"loyalty_email_consent\":false")]
    [InlineData("CustomerIo", "PUT /api/v1/customers/{member}", "\"unsubscribed\":true")]
    [InlineData("Mailchimp", "PATCH /members/{hash}", "\"status\":\"unsubscribed\"")]
    public async Task Consent_that_is_withdrawn_is_withdrawn_there(string format, string path, string word)
    {
        await using var world = await VendorWorld.StartAsync(format);
        await world.TellAsync();
        world.Change("""{"consents":{"email":false}}""");

        Assert.Equal(Attempt.Taken, await world.TellAsync("loyalty.member.updated"));

        Assert.Equal(Expected(path, world).Single(), world.Paths.Last());
        Assert.Contains(word, world.Vendor.Calls[^1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain(VendorWorld.Email, world.Vendor.Calls[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HubSpot", "POST /crm/v3/objects/contacts/gdpr-delete", "512")]
    [InlineData("Salesforce", "DELETE /services/data/v62.0/sobjects/Contact/Loyalty_Member_Id__c/{member}", "")]
    [InlineData("Dataverse", "DELETE /api/data/v9.2/contacts(loyalty_memberid='{member}')", "")]
    [InlineData("Klaviyo", "POST /api/data-privacy-deletion-jobs", "01GDDKASAP8TKDDA2GRZDSVP4H")]
    [InlineData("CustomerIo", "POST /api/v1/customers/{member}/suppress", "")]
    [InlineData("Mailchimp", "POST /members/{hash}/actions/delete-permanent", "")]
    [Trait("Fault", "110")]
    public async Task An_erased_member_is_erased_there_and_not_told_of_again(string format, string path, string word)
    {
        await using var world = await VendorWorld.StartAsync(format);
        await world.TellAsync();
        world.Erase();

        Assert.Equal(Attempt.Taken, await world.TellAsync("loyalty.member.erased"));
        Assert.Equal(Expected(path, world).Single(), world.Paths.Last());
        Assert.Contains(word, world.Vendor.Calls[^1].Body, StringComparison.Ordinal);
        Assert.Empty(world.Contacts);

        var calls = world.Vendor.Calls.Count;
        Assert.Equal(AttemptKind.NothingToTell, (await world.TellAsync()).Kind);
        Assert.Equal(calls, world.Vendor.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "110")]
    public async Task A_member_whose_first_call_had_no_answer_is_erased_there_too(string format)
    {
        await using var world = await VendorWorld.StartAsync(format);
        world.Vendor.Says(500);
        await world.TellAsync();
        world.Vendor.Answer = Products.Answer;
        world.Erase();

        var before = world.Vendor.Calls.Count;
        Assert.Equal(Attempt.Taken, await world.TellAsync("loyalty.member.erased"));
        Assert.True(world.Vendor.Calls.Count > before);
        Assert.Empty(world.Contacts);
    }

    [Fact]
    public async Task Another_address_moves_the_member_at_Mailchimp_instead_of_making_a_second_one()
    {
        await using var world = await VendorWorld.StartAsync("Mailchimp");
        await world.TellAsync();
        var first = world.Paths.First();
        world.Change("""{"email":"countess@example.com"}""");

        await world.TellAsync();

        Assert.Equal(first, world.Paths.ElementAt(2));
        Assert.Contains("countess@example.com", world.Vendor.Calls[2].Body, StringComparison.Ordinal);
    }

    private static async Task FailsAsync(string format, Action<Vendor> behave, string reason)
    {
        await using var world = await VendorWorld.StartAsync(format);
        behave(world.Vendor);

        var attempt = await world.TellAsync();

        Assert.Equal(AttemptKind.Failed, attempt.Kind);
        Assert.StartsWith(reason, attempt.Reason, StringComparison.Ordinal);
    }

    // MD5 of the address, by md5sum.
    private static IEnumerable<string> Expected(string calls, VendorWorld world) => calls
        .Replace("{member}", world.Member, StringComparison.Ordinal)
        .Replace("{hash}", AddressHash, StringComparison.Ordinal)
        .Split('|');
}

using Loyalty.Members;
using Loyalty.Places;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>What becomes of the events of maps, CRM and marketing systems.</summary>
public sealed class InboundEventTests : IAsyncLifetime
{
    private const string Member = "ada";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TableService _service = new();
    private readonly string _program = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
    private InMemoryHub? _hub;

    private string MemberId => InMemoryHub.MemberOf(Member);

    public async Task InitializeAsync()
    {
        // The sample programme, and two rules on geofences: one for a single fence, once a day, one for any.
        var sample = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "program.json"));
        await File.WriteAllTextAsync(_program, sample.Replace(
            "\"earn\": [",
            """
            "earn": [
            {"id": "near", "on": "geofence", "when": {"geofences": ["berlin-1"]}, "points": {"fixed": 5}, "limit": {"count": 1, "per": "day"}},
            {"id": "any-fence", "on": "geofence", "points": {"fixed": 1}},
            """));
        _hub = await InMemoryHub.StartAsync(_service, ("Program:Path", _program));
        await _hub.EnrolAsync(Member, "1001");
    }

    public async Task DisposeAsync()
    {
        await _hub!.DisposeAsync();
        File.Delete(_program);
    }

    [Fact]
    public async Task Entering_and_dwelling_earn_by_the_fence_and_within_the_limit_and_leaving_does_not()
    {
        Assert.Equal(6, await PointsOfAsync(Crossed(Crossing.Entered, "berlin-1"), "d1"));
        Assert.Equal(1, await PointsOfAsync(Crossed(Crossing.Dwelled, "berlin-1"), "d2"));
        Assert.Equal(1, await PointsOfAsync(Crossed(Crossing.Entered, "elsewhere"), "d3"));
        Assert.Equal(0, await PointsOfAsync(Crossed(Crossing.Exited, "berlin-1"), "d4"));
    }

    [Fact]
    [Trait("Fault", "1")]
    public async Task The_same_crossing_again_earns_once()
    {
        Assert.Equal(6, await PointsOfAsync(Crossed(Crossing.Entered, "berlin-1"), "d1"));
        Assert.Equal(0, await PointsOfAsync(Crossed(Crossing.Entered, "berlin-1"), "d1"));
    }

    [Fact]
    public async Task A_position_earns_in_every_fence_that_holds_it_once_for_each_delivery()
    {
        await HandleAsync(Set("berlin-1", 10_000), "f1");
        await HandleAsync(Set("inner", 100), "f2");
        await HandleAsync(Set("far", 100, new GeoPoint(0, 0)), "f3");
        var position = new PositionReported(Now, InMemoryHub.Card("1001"), new GeoPoint(13.4094, 52.5208));

        Assert.Equal(5 + 1 + 1, await PointsOfAsync(position, "p1"));
        Assert.Equal(0, await PointsOfAsync(position, "p1"));
        Assert.Equal(0, await PointsOfAsync(position with { Point = new GeoPoint(90, 10) }, "p2"));
        Assert.Equal(0, await PointsOfAsync(position, "p3", partner: "another"));
    }

    [Fact]
    public async Task A_fence_that_is_sent_again_takes_the_place_of_the_old_one()
    {
        await HandleAsync(Set("berlin-1", 10_000), "f1");
        await HandleAsync(Set("berlin-1", 100, new GeoPoint(0, 0)), "f2");
        var position = new PositionReported(Now, InMemoryHub.Card("1001"), new GeoPoint(13.4094, 52.5208));

        Assert.Equal("the position is in no geofence", (await HandleAsync(position, "p1")).Reason);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("sms")]
    [InlineData("push")]
    public async Task Unsubscribing_withdraws_the_consent_to_that_channel_and_to_no_other(string channel)
    {
        await HandleAsync(new CustomerUpdated(Now.AddHours(-1), InMemoryHub.Card("1001"), ProfilePatch.OfKnown(new Profile(Consents: new Consents(true, true, true, true)))), "c1");
        await HandleAsync(new Engaged(Now, Engagement.Opened, InMemoryHub.Card("1001"), "autumn", channel), "e1");
        Assert.Equal(new Consents(true, true, true, true), (await ProfileAsync()).Profile.Consents);

        await HandleAsync(new Engaged(Now, Engagement.Unsubscribed, InMemoryHub.Card("1001"), "autumn", channel), "e2");

        Assert.Equal(new Consents(channel != "email", channel != "sms", channel != "push", true), (await ProfileAsync()).Profile.Consents);
        var told = (await ProfileAsync()).ToldBy!;
        Assert.Equal(new ConsentSource("acme", Now) { DeliveryId = "e2" }, told[channel]);
        Assert.All(told.Where(one => one.Key != channel), one => Assert.Equal("c1", one.Value.DeliveryId));
    }

    [Fact]
    public async Task A_CRM_that_knows_the_member_by_e_mail_becomes_an_identity_and_is_found_by_it_then()
    {
        await HandleAsync(new CustomerUpdated(Now, InMemoryHub.Card("1001"), ProfilePatch.OfKnown(new Profile(Email: "ada@example.com"))), "c1");
        var contact = Of("salesforce-contact", "003");
        var told = new CustomerUpdated(Now.AddMinutes(-1), contact, ProfilePatch.OfKnown(new Profile("Ada"))) { AlsoKnownAs = Of("email", "ada@example.com") };

        await HandleAsync(told, "s1");
        Assert.Contains(contact, (await ProfileAsync()).Identities);
        await HandleAsync(told with { OccurredAt = Now, AlsoKnownAs = null, Patch = ProfilePatch.OfKnown(new Profile("Augusta")) }, "s2");

        Assert.Equal("Augusta", (await ProfileAsync()).Profile.GivenName);
    }

    [Fact]
    [Trait("Fault", "18")]
    public async Task What_is_not_dated_is_of_when_it_was_received_and_what_is_older_does_not_outdo_it()
    {
        var told = new CustomerUpdated(InboundEvent.Undated, InMemoryHub.Card("1001"), ProfilePatch.OfKnown(new Profile("Ada")));

        await HandleAsync(told, "c1");
        await HandleAsync(told with { OccurredAt = Now.AddHours(-1), Patch = ProfilePatch.OfKnown(new Profile("Older")) }, "c2");

        Assert.Equal("Ada", (await ProfileAsync()).Profile.GivenName);
    }

    [Fact]
    public async Task A_CRM_record_of_nobody_changes_nothing()
    {
        var before = await ProfileAsync();
        var told = new CustomerUpdated(Now, Of("salesforce-contact", "003"), ProfilePatch.OfKnown(new Profile("Eve"))) { AlsoKnownAs = Of("email", "eve@example.com") };

        Assert.Equal("nobody is enrolled with this salesforce-contact", (await HandleAsync(told, "s1")).Reason);
        Assert.Equal(before.Profile, (await ProfileAsync()).Profile);
        Assert.Equal(before.Identities, (await ProfileAsync()).Identities);
    }

    [Fact]
    public async Task What_nothing_acts_on_yet_is_recorded_and_says_so()
    {
        InboundEvent[] events = [new ResourceChanged(Now, "customers", "1", "updated"), new NotHandled(Now, "something")];
        foreach (var told in events)
        {
            var outcome = await HandleAsync(told, "d" + told.GetType().Name);
            Assert.Equal(DeliveryStatus.Processed, outcome.Status);
            Assert.Contains("recorded", outcome.Reason, StringComparison.Ordinal);
        }
    }

    private static GeofenceCrossed Crossed(Crossing crossing, string fence) => new(Now, crossing, InMemoryHub.Card("1001"), fence, null);

    private static FenceSet Set(string id, double metres, GeoPoint? centre = null)
    {
        var at = centre ?? new GeoPoint(13.4094, 52.5208);
        var json = FormattableString.Invariant($$"""{"type":"Point","coordinates":[{{at.Longitude}},{{at.Latitude}}]}""");
        return new FenceSet(Now, new KeptFence(id, null, metres, System.Text.Encoding.UTF8.GetBytes(json)), new Fence.Circle(at, metres));
    }

    private static Identity Of(string type, string value)
    {
        Assert.True(Identity.TryCreate(type, value, out var identity, out _));
        return identity;
    }

    /// <summary>The points of the entries that were not there before.</summary>
    private async Task<long> PointsOfAsync(InboundEvent told, string delivery, string partner = "acme")
    {
        var before = (await AccountAsync()).Balance;
        await HandleAsync(told, delivery, partner);
        return ((await AccountAsync()).Balance - before).Value;
    }

    private Task<EventOutcome> HandleAsync(InboundEvent told, string delivery, string partner = "acme") =>
        _hub!.Get<InboundEvents>().HandleAsync(told, new EventOrigin(delivery, partner, Now, 0), CancellationToken.None);

    private async Task<Loyalty.Accounts.Account> AccountAsync() => (await _hub!.Get<Ledger>().FindAsync(MemberId, CancellationToken.None))!.Account;

    private async Task<MemberProfile> ProfileAsync() => (await _hub!.Get<Ledger>().FindProfileAsync(MemberId, CancellationToken.None))!;
}

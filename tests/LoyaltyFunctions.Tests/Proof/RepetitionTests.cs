using System.Text.Json;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What comes again long after it was done, when every queue has forgotten it.</summary>
public sealed class RepetitionTests : IDisposable
{
    private const string Ada = "600001";

    private readonly Stage _stage = new();

    public void Dispose() => _stage.End();

    [Theory]
    [Trait("Fault", "8")]
    [InlineData(8)]
    [InlineData(3_000)]
    public void A_webhook_that_comes_again_after_days_or_years_has_no_second_effect(int days)
    {
        _stage.Enrol(Ada);
        var sale = Json.Event("purchase.completed", _stage.Now, Json.OfMember(Ada, Json.Sale("r1", "42.00")));
        var first = _stage.Webhook("w1", sale);
        _stage.WorkQueues();
        var before = Books();

        _stage.Pass(TimeSpan.FromDays(days));
        var again = _stage.Webhook("w1", sale);
        _stage.WorkQueues();

        Assert.Equal((202, first.Body), (again.Status, again.Body));
        Assert.Equal(before, Books());
    }

    [Theory]
    [Trait("Fault", "13")]
    [InlineData("600003", 201)]
    [InlineData(Ada, 409)]
    public void An_enrolment_is_answered_as_before_when_the_referrer_has_left_since(string card, int status)
    {
        _stage.Enrol(Ada);
        _stage.Enrol("600002");
        var body = $$"""{"identities":[{"type":"card","value":"{{card}}"}],"referredBy":{"type":"card","value":"600002"} }""";
        var first = _stage.Post("members", "brought", body);

        _stage.Change("600002", "leaves", null);
        var again = _stage.Post("members", "brought", body);

        Assert.Equal((status, status, first.Body), (first.Status, again.Status, again.Body));
    }

    [Fact]
    [Trait("Fault", "10")]
    public void A_message_that_is_driven_again_from_the_queues_dead_letters_has_no_second_effect()
    {
        _stage.Enrol(Ada);
        _stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "42.00")));
        var message = _stage.World.Inbound.Peek(1);
        _stage.WorkQueues();
        var before = Books();

        _stage.Pass(TimeSpan.FromDays(60));
        _stage.World.Inbound.Send(message);
        _stage.WorkQueues();

        Assert.Equal(before, Books());
    }

    [Fact]
    [Trait("Fault", "13")]
    public void A_key_that_is_used_again_after_years_gets_the_first_answer_or_is_refused()
    {
        var member = _stage.Enrol(Ada);
        var first = _stage.Post($"members/{member}/purchases", "key", Json.Sale("r1", "42.00"));
        var before = Books();

        _stage.Pass(TimeSpan.FromDays(3_000));
        var again = _stage.Process.Post($"members/{member}/purchases", "key", Json.Sale("r1", "42.00"))!;
        var other = _stage.Process.Post($"members/{member}/purchases", "key", Json.Sale("r2", "42.00"))!;

        Assert.Equal((200, first.Body, true), (again.Status, again.Body, again.Replayed));
        Assert.Equal((422, "urn:loyalty:problem:idempotency-key-reused"), (other.Status, other.Text("type")));
        Assert.Equal(before, Books());
    }

    [Theory]
    [Trait("Fault", "18")]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_two_changes_to_a_profile_the_later_one_stays_in_whatever_order_they_come(bool inOrder)
    {
        var member = _stage.Enrol(Ada);
        var (early, late) = (_stage.Now, _stage.Now.AddHours(3));
        _stage.Pass(TimeSpan.FromHours(4));
        (string Id, DateTimeOffset At, string Fields)[] changes =
        [
            ("early", early, """ "givenName":"Old","familyName":"Byron" """),
            ("late", late, """ "givenName":"New" """),
        ];
        foreach (var change in inOrder ? changes : changes.Reverse())
        {
            _stage.Webhook(change.Id, Json.Event("customer.updated", change.At, $$"""{"customer":{"type":"card","value":"{{Ada}}"},{{change.Fields}}}"""));
            _stage.WorkQueues();
        }

        // Of the early one only what the late one says nothing of.
        var profile = JsonElement.Parse(_stage.Process.Get($"members/{member}")!.Body);
        Assert.Equal(("New", "Byron"), (profile.GetProperty("givenName").GetString(), profile.GetProperty("familyName").GetString()));
    }

    [Fact]
    [Trait("Fault", "18")]
    public void A_change_that_is_dated_in_the_future_does_not_outdo_those_that_follow()
    {
        var member = _stage.Enrol(Ada);
        _stage.Webhook("ahead", Json.Event("customer.updated", _stage.Now.AddYears(1), $$"""{"customer":{"type":"card","value":"{{Ada}}"},"givenName":"Ahead"}"""));
        _stage.WorkQueues();

        _stage.Pass(TimeSpan.FromMinutes(1));
        _stage.Change(Ada, "now", """{"givenName":"Now"}""");

        Assert.Equal("Now", JsonElement.Parse(_stage.Process.Get($"members/{member}")!.Body).GetProperty("givenName").GetString());
    }

    [Fact]
    [Trait("Fault", "23")]
    public void Whoever_gets_events_in_any_order_and_twice_can_put_them_in_order_by_their_sequence()
    {
        var member = _stage.Enrol(Ada);
        foreach (var receipt in (string[])["r1", "r2", "r3"])
        {
            _stage.Post($"members/{member}/purchases", receipt, Json.Sale(receipt, "42.00"));
        }

        var events = _stage.World.Events.Events.Values.Select(text => JsonElement.Parse(text)).ToList();
        events.Reverse();
        var known = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var told in events.Concat(events).Where(told => told.GetProperty("type").GetString() == "loyalty.points.earned"))
        {
            known[told.GetProperty("id").GetString()!] = long.Parse(told.GetProperty("sequence").ToString(), System.Globalization.CultureInfo.InvariantCulture);
        }

        // The first entry is the welcome; each event is one entry, and none is missing in between.
        Assert.Equal([1, 2, 3, 4], known.Values.Order());
        Assert.All(events, told => Assert.Equal(member, told.GetProperty("subject").GetString()));
    }

    private IReadOnlyList<string> Books() => [.. new Books(_stage.World).Story()];
}

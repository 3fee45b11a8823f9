using System.Text.Json;
using Loyalty.Entries;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Members who share a mailbox, a device or a payment card, and referrals in a circle: found, held back, looked at and let go.</summary>
public sealed class RingTests
{
    private readonly Stage _stage = new(Programmes.Rings);

    [Fact]
    public void Three_accounts_behind_one_mailbox_cannot_redeem_and_an_operator_lets_one_go()
    {
        var (ada, bob) = (Enrol("600001", "ada.l@gmail.com"), Enrol("600002", "adal+2@gmail.com"));
        _stage.Rest();
        Assert.Equal(201, Redeem(ada, "before").Status);
        var eve = Enrol("600003", "a.dal@googlemail.com");
        _stage.Rest();

        foreach (var member in (string[])[ada, bob, eve])
        {
            var refused = Redeem(member, "r " + member);
            Assert.Equal((409, "held-back"), (refused.Status, refused.Problem));
            Assert.Equal("""{"items":[{"reason":"ring"}]}""", Holds(member));
        }

        Assert.Equal((string[])[.. ((string[])[ada, bob, eve]).Order(StringComparer.Ordinal)], Held());
        var lifted = _stage.Post($"members/{bob}/holds/lift", "lift", """{"hold":"ring","reason":"one-family","approvedBy":"desk-7"}""");
        Assert.Equal(201, Redeem(bob, "again").Status);
        Enrol("600004", "adal+4@gmail.com");
        _stage.Rest();
        Assert.Equal(("""{"items":[]}""", """{"items":[]}"""), (lifted.Body, Holds(bob)));
        Assert.Equal(("ring:mailbox", eve), FlagOf(ada));
        Assert.Empty(_stage.Faults(settled: false));
        _stage.End();
    }

    [Fact]
    public void Members_who_pay_with_one_card_or_check_in_by_one_device_are_found_and_a_fourth_one_too()
    {
        var members = Enumerable.Range(1, 4).Select(number => Enrol($"60000{number}", $"a{number}@example.com")).ToList();
        foreach (var (member, index) in members.Take(3).Select((member, index) => (member, index)))
        {
            Pay(member, $"r{index}", "fp-1");
        }

        _stage.Rest();
        Assert.Equal(members.Take(3).Order(StringComparer.Ordinal), Held());
        Assert.Equal(("ring:payment", members[2]), FlagOf(members[0]));
        Pay(members[3], "r9", "fp-2");
        _stage.Rest();
        Assert.Equal(3, Held().Count);

        foreach (var card in (string[])["600002", "600003", "600004"])
        {
            _stage.Webhook("v" + card, Json.Event("checkin", _stage.Now, Json.OfMember(card, """{"storeId":"s1","deviceId":"phone-7"}""")));
            _stage.WorkQueues();
        }

        Assert.Equal(members.Order(StringComparer.Ordinal), Held());
        Assert.Equal("ring:device", FlagOf(members[3]).Reason);
        Assert.DoesNotContain(new Books(_stage.World).Members.SelectMany(member => member.Entries), entry => Line(entry).Contains("fp-1", StringComparison.Ordinal));
        Assert.Empty(_stage.Faults(settled: false));
        _stage.End();
    }

    [Fact]
    public void Two_accounts_of_one_mailbox_bring_each_other_no_bonus_and_a_circle_of_referrals_is_held_back()
    {
        var ada = Enrol("600001", "ada@example.com");
        var twin = Enrol("600002", "ada+2@example.com", "600001");
        var bob = Enrol("600003", "bob@example.com", "600001");
        var late = Enrol("600004", "late@example.com", "600003");
        Pay(twin, "r1");
        Pay(bob, "r2");
        _stage.Rest();

        Assert.Equal((string[])[.. ((string[])[ada, bob]).Order(StringComparer.Ordinal)], Befriended());
        Assert.Equal([twin], Held());
        Assert.Equal("""{"items":[{"reason":"referral"}]}""", Holds(twin));
        Assert.Equal(("referral-refused:mailbox", ada), FlagOf(twin, "referral-refused:"));
        Assert.Equal(200, _stage.Post($"members/{ada}/merge", "merge", Json.Merge(late)).Status);
        _stage.Rest();
        Assert.Equal((string[])[.. ((string[])[ada, bob, twin]).Order(StringComparer.Ordinal)], Held());
        Assert.Equal("ring:referrals", FlagOf(bob).Reason);
        Assert.Empty(_stage.Faults(settled: false));
        _stage.End();
    }

    [Fact]
    public void A_refused_referral_gives_both_their_bonus_once_somebody_has_lifted_that()
    {
        var (ada, twin) = (Enrol("600001", "ada@example.com"), Enrol("600002", "ada+2@example.com", "600001"));
        Pay(twin, "r1");
        _stage.Rest();
        Assert.Empty(Befriended());

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var lifted = _stage.Post($"members/{twin}/holds/lift", "lift" + attempt, """{"hold":"referral","reason":"sisters","approvedBy":"desk-7"}""");
            Assert.Equal((200, """{"items":[]}"""), (lifted.Status, lifted.Body));
            _stage.Rest();
        }

        Pay(twin, "r2");
        _stage.Rest();
        Assert.Equal((string[])[.. ((string[])[ada, twin]).Order(StringComparer.Ordinal)], Befriended());
        Assert.Empty(Held());
        Assert.Empty(_stage.Faults(settled: false));
        _stage.End();
    }

    [Theory]
    [InlineData("600009", "enrolled without a referrer: who is named is the new member")]
    [InlineData("600777", "enrolled without a referrer: who is named is nobody's")]
    [InlineData("600001", null)]
    public void A_delivery_says_when_somebody_was_enrolled_without_the_referrer_who_was_named(string referrer, string? reason)
    {
        Enrol("600001", "ada@example.com");
        var id = _stage.Webhook("w1", Json.Event("member.enrolled", _stage.Now, $$"""{"identities":[{"type":"card","value":"600009"}],"referredBy":{"type":"card","value":"{{referrer}}"} }""")).Text("id");
        _stage.WorkQueues();

        var delivery = JsonElement.Parse(_stage.Process.Get("deliveries/" + id)!.Body);
        Assert.Equal(reason, delivery.TryGetProperty("reason", out var told) ? told.GetString() : null);
        _stage.End();
    }

    [Fact]
    public void An_erasure_takes_what_somebody_shared_along()
    {
        Enrol("600001", "ada@example.com");
        _stage.Rest();
        Assert.Equal(2, Rows());

        _stage.Change("600001", "gone", null);
        _stage.Rest();

        Assert.Equal(0, Rows());
        _stage.End();

        int Rows() => new Books(_stage.World).Rows(Names.Tables.SharedTraces).Count();
    }

    [Fact]
    public void Without_a_rule_nothing_is_noted_of_anybody()
    {
        var stage = new Stage();
        var member = stage.Enrol("600001");
        stage.Post($"members/{member}/purchases", "r1", """{"receiptId":"r1","storeId":"s1","currency":"EUR","total":"1.00","tenders":[{"type":"card","amount":"1.00","fingerprint":"fp"}]}""");
        stage.Rest();

        Assert.Empty(new Books(stage.World).Rows(Names.Tables.SharedTraces));
        stage.End();
    }

    private string Enrol(string card, string email, string? referrer = null)
    {
        var brought = referrer is null ? "" : $$""","referredBy":{"type":"card","value":"{{referrer}}"}""";
        var body = $$"""{"identities":[{"type":"card","value":"{{card}}"}],"email":"{{email}}"{{brought}}}""";
        return _stage.Members[card] = _stage.Post("members", "enrol " + card, body).Text("memberId");
    }

    private void Pay(string member, string receipt, string? fingerprint = null)
    {
        var card = fingerprint is null ? "" : $$""","fingerprint":"{{fingerprint}}" """;
        var body = $$"""{"receiptId":"{{receipt}}","storeId":"s1","currency":"EUR","total":"120.00","tenders":[{"type":"card","amount":"120.00"{{card}}}]}""";
        Assert.Equal(200, _stage.Post($"members/{member}/purchases", receipt, body).Status);
    }

    private HttpAnswer Redeem(string member, string key) => _stage.Post($"members/{member}/redemptions", key, Json.Redeem(100));

    private string Holds(string member) => _stage.Process.Get($"members/{member}/holds")!.Body;

    private List<string> Held() => [.. JsonElement.Parse(_stage.Process.Get("holds")!.Body).GetProperty("items").EnumerateArray()
        .Select(item => item.GetProperty("memberId").GetString()!).Order(StringComparer.Ordinal)];

    private IEnumerable<string> Befriended() => new Books(_stage.World).Members.SelectMany(member => member.Entries)
        .Where(entry => entry.Rules.Any(rule => rule.Id == "friend")).Select(entry => entry.MemberId).Order(StringComparer.Ordinal);

    private (string? Reason, string? With) FlagOf(string member, string by = "ring:") => new Books(_stage.World).Members.Single(book => book.MemberId == member).Entries
        .Where(entry => entry.Reason?.StartsWith(by, StringComparison.Ordinal) == true).Select(entry => (entry.Reason, entry.Source.Counterparty)).Last();

    private static string Line(LedgerEntry entry)
    {
        var line = new System.Buffers.ArrayBufferWriter<byte>();
        EntryJson.Write(entry, line);
        return System.Text.Encoding.UTF8.GetString(line.WrittenSpan);
    }
}

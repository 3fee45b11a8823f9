using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What becomes of an identity that a member gives back.</summary>
public sealed class DetachTests
{
    private const string Ada = "600001";
    private const string Bob = "600002";
    private const string Card = """{"type":"card","value":"6000 09"}""";

    private readonly Stage _stage = new();

    public DetachTests()
    {
        _stage.Enrol(Ada);
        _stage.Enrol(Bob);
        _stage.Post($"members/{_stage.Members[Ada]}/identities", "i1", Card);
    }

    private HttpAnswer Detach(string of, string key, string identity) => _stage.Post($"members/{_stage.Members[of]}/identities/detach", key, identity);

    private MemberProfile Profile(string of) => _stage.Process.Run(() => _stage.Process.Get<Ledger>().FindProfileAsync(_stage.Members[of], default))!;

    private bool IsKnown(string identity) => Profile(Ada).Identities.Any(one => one.Value == identity);

    [Fact]
    public void It_is_shown_no_more_and_free_for_others_and_the_answer_stays_the_same()
    {
        var answer = Detach(Ada, "d1", Card);

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("600009", answer.Body, StringComparison.Ordinal);
        Assert.False(IsKnown("600009"));
        Assert.Equal(200, _stage.Post($"members/{_stage.Members[Bob]}/identities", "i2", Card).Status);
        Assert.Equal((200, answer.Body), (Detach(Ada, "d1", Card).Status, Detach(Ada, "d1", Card).Body));
    }

    [Fact]
    public void What_the_member_does_not_have_is_answered_alike_and_stays_with_who_has_it()
    {
        Assert.Equal(200, Detach(Bob, "d1", Card).Status);
        Assert.Equal(200, Detach(Bob, "d2", """{"type":"card","value":"600777"}""").Status);

        Assert.True(IsKnown("600009"));
        Assert.Equal(409, _stage.Post($"members/{_stage.Members[Bob]}/identities", "i2", Card).Status);
    }

    [Fact]
    public void A_phone_of_the_profile_goes_from_there_too_and_an_older_message_does_not_bring_it_back()
    {
        _stage.Change(Ada, "p1", """{"email":"ada@example.com","phone":"+4915188888","consents":{"sms":true}}""");
        Assert.Equal(200, Detach(Ada, "d1", """{"type":"phone","value":"+49 151 88888"}""").Status);

        var profile = Profile(Ada);
        Assert.Equal((null, "ada@example.com", true), (profile.Profile.Phone, profile.Profile.Email, profile.Profile.Consents?.Sms));
        _stage.Webhook("w1", Json.Event("customer.updated", _stage.Now - TimeSpan.FromHours(1), """{"customer":{"type":"card","value":"600001"},"phone":"+4915188888"}"""));
        _stage.WorkQueues();
        Assert.Null(Profile(Ada).Profile.Phone);
        Assert.Equal(200, _stage.Post($"members/{_stage.Members[Bob]}/identities", "i2", """{"type":"phone","value":"+4915188888"}""").Status);
    }

    [Fact]
    public void The_last_by_which_tills_know_the_member_stays_whatever_the_pseudonym()
    {
        _stage.Change(Ada, "p1", """{"pseudonym":"Lion"}""");
        Assert.Equal(200, Detach(Ada, "d1", Card).Status);
        Assert.Equal(200, Detach(Ada, "d2", """{"type":"phone","value":"+49151600001"}""").Status);

        var refused = Detach(Ada, "d3", """{"type":"card","value":"600001"}""");

        Assert.Equal(422, refused.Status);
        Assert.Contains("urn:loyalty:problem:last-identity", refused.Body, StringComparison.Ordinal);
        Assert.True(IsKnown("600001"));
        Assert.Equal(422, Detach(Ada, "d4", """{"type":"pseudonym","value":"lion"}""").Status);

        // What was done before stays answered, also where it could not be done now.
        _stage.Post($"members/{_stage.Members[Ada]}/identities", "i2", Card);
        Assert.Equal(200, Detach(Ada, "d5", """{"type":"card","value":"600001"}""").Status);
        Assert.Equal(200, Detach(Ada, "d1", Card).Status);
        Assert.True(IsKnown("600009"));
    }

    [Fact]
    [Trait("Fault", "110")]
    public void Nobody_who_left_gives_anything_back()
    {
        _stage.Post($"members/{_stage.Members[Bob]}/merge", "m1", Json.Merge(_stage.Members[Ada]));
        Assert.Equal(308, Detach(Ada, "d1", Card).Status);
        Assert.Equal(200, Detach(Bob, "d2", Card).Status);

        _stage.Change(Bob, "gone", null);
        Assert.Equal(404, Detach(Bob, "d3", Card).Status);
        _stage.Settle();
        Assert.Empty(_stage.Faults(settled: true));
    }
}

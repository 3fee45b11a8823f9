using static LoyaltyFunctions.Tests.Proof.Races.Race;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>Changes of one member beside sales, runs and each other.</summary>
public sealed class MemberRaceTests
{
    [Fact]
    [Trait("Fault", "28")]
    public void Two_expiry_runs_at_once_expire_a_lot_once() => AtEachRequest(
        stage =>
        {
            Rich(stage);
            stage.Pass(TimeSpan.FromDays(400));
        },
        RunWhatIsDue,
        RunWhatIsDue,
        _ => { },
        stage => Assert.Equal(1, Entries(stage).Count(entry => entry.Kind == Loyalty.Entries.EntryKind.Expire)));

    [Fact]
    [Trait("Fault", "25")]
    public void A_sale_and_an_expiry_run_at_once_both_count() => AtEachRequest(
        stage =>
        {
            Rich(stage);
            stage.Pass(TimeSpan.FromDays(400));
        },
        (stage, process) => Buy(stage, process, Ada, "r2"),
        RunWhatIsDue,
        answers => Assert.Contains(200, answers),
        stage => Assert.Equal(170, stage.Process.Run(() => stage.Process.Get<Storage.Ledger>().FindAsync(stage.Members[Ada], default))!.Account.Balance.Value));

    [Fact]
    [Trait("Fault", "25")]
    public void A_change_of_profile_and_a_sale_at_once_both_count() => AtEachRequest(
        Rich,
        (stage, process) => process.Change(stage.Members[Ada], "p1", """{"phone":"+4915177777"}""")!.Status,
        (stage, process) => Buy(stage, process, Ada, "r2"),
        answers => Assert.Equal([200, 200], answers));

    [Fact]
    [Trait("Fault", "25")]
    public void Two_changes_of_one_profile_at_once_both_count() => AtEachRequest(
        stage =>
        {
            Rich(stage);
            // A process that has not seen the member before.
            stage.Process.Wire.Cut();
            stage.Restart();
        },
        (stage, process) => process.Change(stage.Members[Ada], "p1", """{"givenName":"Augusta"}""")!.Status,
        (stage, process) => process.Change(stage.Members[Ada], "p2", """{"familyName":"King"}""")!.Status,
        answers => Assert.Equal([200, 200], answers),
        stage =>
        {
            var kept = stage.Process.Run(() => stage.Process.Get<Storage.Ledger>().FindProfileAsync(stage.Members[Ada], default))!.Profile;
            Assert.Equal(("Augusta", "King"), (kept.GivenName, kept.FamilyName));
        });

    [Fact]
    [Trait("Fault", "29")]
    public void Of_two_enrolments_of_one_identity_one_succeeds() => AtEachRequest(
        _ => { },
        (_, process) => process.Post("members", "one", Json.Enrol(Ada))!.Status,
        (_, process) => process.Post("members", "two", Json.Enrol(Ada))!.Status,
        answers => Assert.Equal([201, 409], answers.Order()));

    [Fact]
    public void Two_first_purchases_at_once_bring_one_bonus_for_each_of_the_two() => AtEachRequest(
        stage =>
        {
            stage.Enrol(Ada);
            stage.Members[Bob] = stage.Post("members", "friend", Json.Enrol(Bob, Ada)).Text("memberId");
        },
        (stage, process) => Buy(stage, process, Bob, "r1"),
        (stage, process) => Buy(stage, process, Bob, "r2"),
        answers => Assert.Equal([200, 200], answers),
        stage => Assert.Equal(2, Entries(stage).Count(entry => entry.Reason == "referral")),
        Programmes.Referral);

    [Fact]
    public void Two_activations_of_one_offer_at_once_grant_it_once() => AtEachRequest(
        stage => stage.Enrol(Ada),
        (stage, process) => Activate(stage, process, "one"),
        (stage, process) => Activate(stage, process, "two"),
        answers => Assert.Equal([200, 201], answers.Order()),
        stage => Assert.Single(Entries(stage), entry => entry.Reason == "offer:clip"),
        Programmes.Clips);

    [Fact]
    public void An_activation_and_a_purchase_at_once_use_the_offer_once_or_not_yet() => AtEachRequest(
        stage => stage.Enrol(Ada),
        (stage, process) => Activate(stage, process, "one"),
        (stage, process) => Buy(stage, process, Ada, "r1"),
        answers => Assert.Equal([200, 201], answers.Order()),
        stage => Assert.Equal(1, new Books(stage.World).Members.Single().Account!.Personal.Grants.Sum(grant => grant.Uses) + Entries(stage).Count(entry => entry.Rules.Any(rule => rule.Id == "clip"))),
        Programmes.Clips);

    private static int Activate(Stage stage, HubProcess process, string key) =>
        process.Post($"members/{stage.Members[Ada]}/offers/clip/activations", key, "")!.Status;

    [Fact]
    [Trait("Fault", "80")]
    public void Nobody_brings_in_themself_or_is_brought_in_by_nobody()
    {
        var stage = new Stage(Programmes.Referral);

        Assert.Equal(422, stage.Process.Post("members", "self", Json.Enrol(Ada, Ada))!.Status);
        Assert.Equal(422, stage.Process.Post("members", "nobody", Json.Enrol(Ada, Bob))!.Status);
        Assert.DoesNotContain(new Books(stage.World).Members, member => member.Account is not null);

        // A partner's webhook is not refused for it: the member joins all the same.
        stage.Event("e1", "member.enrolled", Json.Enrol(Ada, Bob));
        stage.WorkQueues();
        Assert.Single(new Books(stage.World).Members, member => member.Account is not null);
        stage.End();
    }
}

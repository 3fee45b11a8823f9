using static LoyaltyFunctions.Tests.Proof.Races.Race;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>Members who become one while something else happens to either.</summary>
public sealed class MergeRaceTests
{
    [Fact]
    [Trait("Fault", "110")]
    public void Of_merges_there_and_back_at_once_one_succeeds() => AtEachRequest(
        Both,
        (stage, process) => Merge(stage, process, Ada, Bob),
        (stage, process) => Merge(stage, process, Bob, Ada),
        answers => Assert.Single(answers, 200));

    [Fact]
    [Trait("Fault", "110")]
    public void Of_merges_back_and_there_at_once_one_succeeds() => AtEachRequest(
        Both,
        (stage, process) => Merge(stage, process, Bob, Ada),
        (stage, process) => Merge(stage, process, Ada, Bob),
        answers => Assert.Single(answers, 200));

    [Fact]
    [Trait("Fault", "110")]
    public void Of_two_attempts_at_one_merge_both_are_told_the_same() => AtEachRequest(
        Both,
        (stage, process) => Merge(stage, process, Ada, Bob),
        (stage, process) => Merge(stage, process, Ada, Bob),
        answers => Assert.Equal([200, 200], answers),
        stage => Assert.Equal([0L, 200L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order()));

    [Fact]
    [Trait("Fault", "110")]
    public void Of_two_merges_of_one_member_one_succeeds() => AtEachRequest(
        Three,
        (stage, process) => Merge(stage, process, Ada, Bob),
        (stage, process) => Merge(stage, process, Eve, Bob),
        answers => Assert.Equal([200, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "110")]
    public void Merges_in_a_circle_at_once_never_close_everybody() => AtEachRequest(
        Three,
        (stage, process) => Merge(stage, process, Ada, Bob),
        (stage, process) => Math.Max(Merge(stage, process, Bob, Eve), Merge(stage, process, Eve, Ada)),
        _ => { },
        stage => Assert.Equal(300, new Books(stage.World).Members.Sum(member => member.Account!.Balance.Value)));

    [Fact]
    [Trait("Fault", "110")]
    public void A_sale_of_a_member_who_is_merged_meanwhile_counts_once() => AtEachRequest(
        stage =>
        {
            Both(stage);
            stage.Event("w1", "purchase.completed", Json.OfMember(Bob, Json.Sale("r9", "120.00")));
        },
        (_, process) => process.Receive() ? 1 : 0,
        (stage, process) => Merge(stage, process, Ada, Bob),
        answers => Assert.Equal([1, 200], answers.Order()),
        stage => Assert.Equal([0L, 370L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order()));

    [Fact]
    [Trait("Fault", "110")]
    public void A_merge_and_a_sale_of_the_member_who_goes_both_count() => AtEachRequest(
        stage =>
        {
            Both(stage);
            stage.Event("w1", "purchase.completed", Json.OfMember(Bob, Json.Sale("r9", "120.00")));
        },
        (stage, process) => Merge(stage, process, Ada, Bob),
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 200], answers.Order()),
        stage => Assert.Equal([0L, 370L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order()));

    [Fact]
    [Trait("Fault", "110")]
    public void A_merge_and_a_refund_of_a_receipt_of_the_member_who_goes_both_count() => AtEachRequest(
        stage =>
        {
            Both(stage);
            Buy(stage, stage.Process, Bob, "r9");
        },
        (_, process) => process.Post("refunds", "f1", Json.Refund("r9", "f1", "120.00"))!.Status,
        (stage, process) => Merge(stage, process, Ada, Bob),
        answers => Assert.Equal([200, 200], answers),
        stage => Assert.Equal([0L, 200L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order()));

    [Fact]
    [Trait("Fault", "110")]
    public void A_merge_and_a_change_of_profile_of_the_member_who_stays_both_count() => AtEachRequest(
        Both,
        (stage, process) => Merge(stage, process, Ada, Bob),
        (stage, process) => process.Change(stage.Members[Ada], "p1", """{"phone":"+4915177777"}""")!.Status,
        answers => Assert.Equal([200, 200], answers),
        stage =>
        {
            var profile = stage.Process.Run(() => stage.Process.Get<Storage.Ledger>().FindProfileAsync(stage.Members[Ada], default))!;
            Assert.Equal("+4915177777", profile.Profile.Phone);
            Assert.Contains(profile.Identities, identity => identity.Value == Bob);
        });

    [Fact]
    [Trait("Fault", "19")]
    [Trait("Fault", "110")]
    public void A_merge_into_a_member_who_is_erased_meanwhile_leaves_no_trace_of_either() => AtEachRequest(
        Both,
        (stage, process) => Merge(stage, process, Ada, Bob),
        (stage, process) => process.Change(stage.Members[Ada], "gone", null)!.Status,
        answers => Assert.Contains(204, answers));

    [Fact]
    [Trait("Fault", "3")]
    [Trait("Fault", "110")]
    public void A_key_is_not_reused_for_a_merge_of_another_member_and_a_member_is_merged_once()
    {
        var stage = new Stage();
        Three(stage);
        Assert.Equal(200, Merge(stage, stage.Process, Ada, Bob));

        Assert.Equal(422, Merge(stage, stage.Process, Ada, Eve));
        Assert.Equal(308, Merge(stage, stage.Process, Bob, Ada));
        Assert.Equal(409, stage.Process.Post($"members/{stage.Members[Ada]}/merge", "again", Json.Merge(stage.Members[Bob]))!.Status);
        Assert.Equal(409, stage.Process.Post($"members/{stage.Members[Eve]}/merge", "elsewhere", Json.Merge(stage.Members[Bob]))!.Status);
        Assert.Equal(300, new Books(stage.World).Members.Sum(member => member.Account!.Balance.Value));
        stage.Settle();
        Assert.Empty(stage.Faults(settled: true));
        stage.End();
    }

    private static int Merge(Stage stage, HubProcess process, string into, string from) =>
        process.Post($"members/{stage.Members[into]}/merge", "merge", Json.Merge(stage.Members[from]))!.Status;
}

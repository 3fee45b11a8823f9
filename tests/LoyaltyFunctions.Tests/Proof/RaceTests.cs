using Testing.InProcess;
using Testing.Tables.Faults;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// Two processes at once: at each request of the first in turn it is held up, and the second does its own work from beginning to end. The
/// first then goes on with what it had read.
/// </summary>
public sealed class RaceTests
{
    private const string Ada = "600001";
    private const string Bob = "600002";
    private const string Eve = "600003";

    [Fact]
    [Trait("Fault", "24")]
    public void Of_two_redemptions_of_the_last_points_one_succeeds() => AtEachRequest(
        Rich,
        (stage, process) => Redeem(stage, process, "one", 200),
        (stage, process) => Redeem(stage, process, "two", 200),
        answers => Assert.Equal([201, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "24")]
    public void A_process_does_not_refuse_on_an_account_that_it_saw_before()
    {
        var stage = new Stage();
        stage.Enrol(Ada);
        var other = stage.World.NewProcess();
        Assert.Equal(200, Buy(stage, other, Ada, "r1"));

        Assert.Equal(201, Redeem(stage, stage.Process, "one", 200));

        other.Discard();
        stage.End();
    }

    [Fact]
    [Trait("Fault", "17")]
    public void Of_capture_and_cancel_of_one_reservation_one_succeeds() => AtEachRequest(
        stage =>
        {
            Rich(stage);
            stage.Redemption = stage.Post($"members/{stage.Members[Ada]}/redemptions", "res", Json.Redeem(150)).Text("redemptionId");
        },
        (stage, process) => process.Post($"redemptions/{stage.Redemption}/capture", "cap", "")!.Status,
        (stage, process) => process.Post($"redemptions/{stage.Redemption}/cancel", "can", "")!.Status,
        answers => Assert.Equal([200, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "27")]
    public void A_reservation_is_not_forgotten_by_a_run_that_looks_before_it_is_there() => AtEachRequest(
        stage =>
        {
            Rich(stage);
            stage.Pass(TimeSpan.FromMinutes(25));
        },
        (stage, process) => process.Post($"members/{stage.Members[Ada]}/redemptions", "res", Json.Redeem(150))!.Status,
        RunWhatIsDue,
        answers => Assert.Contains(201, answers));

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
    [Trait("Fault", "6")]
    public void A_receipt_that_two_members_claim_at_once_earns_once() => AtEachRequest(
        Both,
        (stage, process) => Buy(stage, process, Ada, "r9"),
        (stage, process) => Buy(stage, process, Bob, "r9"),
        answers => Assert.Equal([200, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "6")]
    [Trait("Fault", "35")]
    public void A_receipt_whose_claimant_died_and_comes_again_earns_once() => AtEachRequest(
        stage =>
        {
            Both(stage);
            stage.Harm(request => request.Name.StartsWith("Accounts: PUT account", StringComparison.Ordinal) ? Fault.Stop : null);
            Assert.Null(stage.Process.Post($"members/{stage.Members[Ada]}/purchases", "buy r9", Json.Sale("r9", "120.00")));
            stage.Restart();
        },
        (stage, process) => Buy(stage, process, Bob, "r9"),
        (stage, process) => Buy(stage, process, Ada, "r9"),
        answers => Assert.Equal([200, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "29")]
    public void Of_two_enrolments_of_one_identity_one_succeeds() => AtEachRequest(
        _ => { },
        (_, process) => process.Post("members", "one", Json.Enrol(Ada))!.Status,
        (_, process) => process.Post("members", "two", Json.Enrol(Ada))!.Status,
        answers => Assert.Equal([201, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "2")]
    [Trait("Fault", "7")]
    public void A_delivery_that_two_processes_receive_earns_once() => AtEachRequest(
        stage =>
        {
            Both(stage);
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r9", "120.00")));
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage => Assert.Equal(2, Entries(stage).Count(entry => entry.MemberId == stage.Members[Ada])));

    [Fact]
    [Trait("Fault", "3")]
    public void Of_two_bodies_under_one_delivery_id_one_has_its_effect() => AtEachRequest(
        stage =>
        {
            Both(stage);
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r8", "120.00")));
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r9", "120.00")));
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage => Assert.Equal(2, Entries(stage).Count(entry => entry.MemberId == stage.Members[Ada])));

    [Fact]
    [Trait("Fault", "90")]
    public void Two_refunds_at_once_take_back_no_more_than_was_earned() => AtEachRequest(
        Rich,
        (_, process) => process.Post("refunds", "f1", Json.Refund("r1", "f1", "80.00"))!.Status,
        (_, process) => process.Post("refunds", "f2", Json.Refund("r1", "f2", "80.00"))!.Status,
        answers => Assert.Equal([200, 200], answers),
        stage => Assert.Equal(-170, Entries(stage).Where(entry => entry.Refund is not null).Sum(entry => entry.Points.Value)));

    [Fact]
    [Trait("Fault", "16")]
    public void A_refund_and_its_sale_at_once_find_each_other() => AtEachRequest(
        Both,
        (stage, process) => Buy(stage, process, Ada, "r9"),
        (_, process) => process.Post("refunds", "f1", Json.Refund("r9", "f1", "120.00"))!.Status,
        answers => Assert.Contains(200, answers),
        stage => Assert.Equal(0, Entries(stage).Where(entry => entry.Source.ReceiptId == "r9").Sum(entry => entry.Points.Value)));

    [Fact]
    [Trait("Fault", "30")]
    public void Of_transfers_there_and_back_at_once_both_arrive() => AtEachRequest(
        Both,
        (stage, process) => Give(stage, process, Ada, Bob, 60),
        (stage, process) => Give(stage, process, Bob, Ada, 90),
        answers => Assert.Equal([201, 201], answers),
        stage => Assert.Equal([70L, 130L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order()));

    [Fact]
    [Trait("Fault", "24")]
    public void Of_two_transfers_of_the_last_points_one_succeeds() => AtEachRequest(
        Both,
        (stage, process) => Give(stage, process, Ada, Bob, 60, "one"),
        (stage, process) => Give(stage, process, Ada, Bob, 60, "two"),
        answers => Assert.Equal([201, 409], answers.Order()));

    [Fact]
    [Trait("Fault", "41")]
    public void Of_two_attempts_at_one_transfer_both_are_told_the_same() => AtEachRequest(
        Both,
        (stage, process) => Give(stage, process, Ada, Bob, 60),
        (stage, process) => Give(stage, process, Ada, Bob, 60),
        answers => Assert.Equal([201, 201], answers),
        stage => Assert.Equal([40L, 160L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order()));

    [Fact]
    [Trait("Fault", "41")]
    public void A_transfer_to_a_member_who_is_erased_meanwhile_arrives_or_comes_back() => AtEachRequest(
        Both,
        (stage, process) => Give(stage, process, Ada, Bob, 60),
        (stage, process) => process.Change(stage.Members[Bob], "gone", null)!.Status,
        answers => Assert.Contains(204, answers));

    [Fact]
    [Trait("Fault", "3")]
    public void A_key_is_not_reused_for_a_transfer_of_another_giver()
    {
        var stage = new Stage();
        Both(stage);
        Assert.Equal(201, Give(stage, stage.Process, Ada, Bob, 60, "one"));

        Assert.Equal(422, Give(stage, stage.Process, Bob, Ada, 60, "one"));
        Assert.Equal(422, Give(stage, stage.Process, Ada, Bob, 61, "one"));
        Assert.Equal(422, Give(stage, stage.Process, Ada, Ada, 60, "self"));
        Assert.Equal([40L, 160L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order());
        stage.End();
    }

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

    [Fact]
    [Trait("Fault", "24")]
    public void Of_two_redemptions_of_the_last_unit_of_a_reward_one_succeeds() => AtEachRequest(
        stage =>
        {
            Three(stage);
            Assert.Equal(201, Take(stage, stage.Process, Eve));
        },
        (stage, process) => Take(stage, process, Ada),
        (stage, process) => Take(stage, process, Bob),
        answers => Assert.Equal([201, 409], answers.Order()),
        programme: Programmes.Limited);

    [Fact]
    [Trait("Fault", "2")]
    public void Of_two_attempts_at_one_redemption_of_a_reward_both_are_told_the_same_and_one_unit_goes() => AtEachRequest(
        Three,
        (stage, process) => Take(stage, process, Ada),
        (stage, process) => Take(stage, process, Ada),
        answers => Assert.Equal([201, 201], answers),
        programme: Programmes.Limited);

    [Fact]
    [Trait("Fault", "17")]
    public void A_unit_that_is_given_back_while_others_want_it_is_promised_once() => AtEachRequest(
        stage =>
        {
            Three(stage);
            stage.Redemption = stage.Post($"members/{stage.Members[Ada]}/redemptions", "first", Json.Reward("mug")).Text("redemptionId");
            Assert.Equal(201, Take(stage, stage.Process, Bob));
        },
        (stage, process) => process.Post($"redemptions/{stage.Redemption}/cancel", "can", "")!.Status,
        (stage, process) => Take(stage, process, Eve),
        answers => Assert.Contains(200, answers),
        programme: Programmes.Limited);

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

    private static void AtEachRequest(
        Action<Stage> given,
        Func<Stage, HubProcess, int> first,
        Func<Stage, HubProcess, int> second,
        Action<IReadOnlyList<int>> check,
        Action<Stage>? after = null,
        string programme = "program.json")
    {
        for (var at = 1; ; at++)
        {
            var (stage, answers) = (new Stage(programme), new List<int>());
            given(stage);
            var (here, there) = (stage.Process, stage.World.NewProcess());
            var heldUpAt = (WireRequest?)null;
            stage.Harm(request =>
            {
                if (request.Number == at && heldUpAt is null)
                {
                    heldUpAt = request;
                    answers.Add(second(stage, there));
                }

                return null;
            });
            answers.Add(first(stage, here));
            stage.Harm(null);
            if (heldUpAt is null)
            {
                Assert.True(at > 3, "The first process asked nothing of anyone.");
                break;
            }

            try
            {
                check(answers);
                stage.WorkQueues();
                Assert.Empty(stage.Faults(settled: false));
                stage.Settle();
                Assert.Empty(stage.Faults(settled: true));
                after?.Invoke(stage);
            }
            catch (Exception e)
            {
                Assert.Fail($"Held up at {heldUpAt}: {e}");
            }

            stage.End();
            there.Discard();
        }
    }

    private static IEnumerable<Loyalty.Entries.LedgerEntry> Entries(Stage stage) => new Books(stage.World).Members.SelectMany(member => member.Entries);

    /// <summary>270 points: 100 for joining, 170 for the sale.</summary>
    private static void Rich(Stage stage)
    {
        stage.Enrol(Ada);
        Buy(stage, stage.Process, Ada, "r1");
    }

    private static void Both(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Enrol(Bob);
    }

    private static int Buy(Stage stage, HubProcess process, string card, string receipt) =>
        process.Post($"members/{stage.Members[card]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"))!.Status;

    private static int Give(Stage stage, HubProcess process, string from, string to, long points, string? key = null) =>
        process.Post("transfers", key ?? $"give {from}", Json.Transfer(stage.Members[from], stage.Members[to], points))!.Status;

    private static void Three(Stage stage)
    {
        Both(stage);
        stage.Enrol(Eve);
    }

    private static int Merge(Stage stage, HubProcess process, string into, string from) =>
        process.Post($"members/{stage.Members[into]}/merge", "merge", Json.Merge(stage.Members[from]))!.Status;

    private static int Take(Stage stage, HubProcess process, string card) =>
        process.Post($"members/{stage.Members[card]}/redemptions", "take " + card, Json.Reward("mug"))!.Status;

    private static int Redeem(Stage stage, HubProcess process, string key, long points) =>
        process.Post($"members/{stage.Members[Ada]}/redemptions", key, Json.Redeem(points, capture: true))!.Status;

    private static int RunWhatIsDue(Stage stage, HubProcess process)
    {
        Assert.True(process.StartRuns());
        while (stage.World.Shards.Count > 0)
        {
            Assert.True(process.WorkShard());
        }

        return 0;
    }
}

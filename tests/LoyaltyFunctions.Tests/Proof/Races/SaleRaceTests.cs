using Testing.Tables.Faults;
using static LoyaltyFunctions.Tests.Proof.Races.Race;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>Sales and refunds that arrive twice, at two processes, or for two members.</summary>
public sealed class SaleRaceTests
{
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
}

using Loyalty.Entries;
using Loyalty.Programmes;
using LoyaltyFunctions.Tests.Proof.Cases;
using static LoyaltyFunctions.Tests.Proof.Races.Race;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>Two processes at once on payments by a linked card.</summary>
public sealed class CardRaceTests
{
    private static readonly string Payment = ErpCases.CashReceipt("CR-1", "120.00", $"\"fingerprint\":\"{CardCases.Fingerprint}\",");

    [Fact]
    [Trait("Fault", "4")]
    public void A_payment_that_is_posted_twice_at_once_earns_once() => AtEachRequest(
        stage =>
        {
            CardCases.Linked(stage);
            Post(stage, "p1", Payment);
            Post(stage, "p2", Payment);
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage => Assert.Equal([270L], Earned(stage)),
        CardCases.Offers,
        ErpCases.Settings);

    [Theory]
    [Trait("Fault", "16")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_payment_and_what_is_given_back_of_it_find_each_other(bool isPaymentFirst) => AtEachRequest(
        stage =>
        {
            CardCases.Linked(stage);
            var back = ErpCases.CashReceipt("CR-2", "-40.00", "\"reverses\":\"CR-1\",");
            Post(stage, "p1", isPaymentFirst ? Payment : back);
            Post(stage, "p2", isPaymentFirst ? back : Payment);
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage => Assert.Equal([270L, -80L], Earned(stage)),
        CardCases.Offers,
        ErpCases.Settings);

    private static void Post(Stage stage, string id, string data) => stage.Webhook(id, Json.Event("cashreceipt.posted", stage.Now, data), "books", "erp");

    private static long[] Earned(Stage stage) =>
        [.. Entries(stage).Where(entry => entry.Reason == Occasions.CardPayment || entry.Kind == EntryKind.Reverse).OrderBy(entry => entry.Sequence).Select(entry => entry.Points.Value)];
}

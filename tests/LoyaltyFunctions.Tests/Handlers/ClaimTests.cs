using System.Text.Json;
using Loyalty.Entries;
using LoyaltyFunctions.Tests.Proof;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>Points that are claimed for sales that earned none, and what settles such a claim.</summary>
public sealed class ClaimTests : IDisposable
{
    private const string Bob = "600002";

    private readonly Stage _stage = new(settings: ErpCases.Settings);

    public ClaimTests()
    {
        _stage.Enrol(ErpCases.Ada);
        _stage.Enrol(Bob);
    }

    public void Dispose() => _stage.End();

    [Theory]
    [InlineData("\"receiptId\":\"r1\",\"storeId\":\"s1\"")]
    [InlineData("\"receiptId\":\"r1\"")]
    [InlineData("\"receiptId\":\"r1\",\"amount\":\"120.00\",\"occurredOn\":\"2026-03-04\"")]
    public void A_sale_without_a_member_is_claimed_and_earns_as_it_would_have(string numbers)
    {
        ErpCases.SellToNobody(_stage, "w1", "r1");
        var claim = File(numbers);

        Assert.Equal("settled", Status(claim));
        Assert.Equal([120 + 50], Earned(ErpCases.Ada));
        Settle();
    }

    [Theory]
    [InlineData("\"receiptId\":\"r2\",\"storeId\":\"s1\"")]
    [InlineData("\"receiptId\":\"r1\",\"storeId\":\"s2\"")]
    [InlineData("\"receiptId\":\"r1\",\"amount\":\"12.00\"")]
    [InlineData("\"receiptId\":\"r1\",\"occurredOn\":\"2026-03-06\"")]
    [InlineData("\"invoiceId\":\"r1\"")]
    public void A_claim_that_says_something_else_stays_open_and_ends_after_thirty_days(string numbers)
    {
        ErpCases.SellToNobody(_stage, "w1", "r1");
        var claim = File(numbers);
        Assert.Equal("open", Status(claim));

        _stage.Pass(TimeSpan.FromDays(31));
        _stage.Run(process => process.RetryParked());

        Assert.Equal("refused", Status(claim));
        Assert.Empty(Earned(ErpCases.Ada));
    }

    [Theory]
    [InlineData("\"invoiceId\":\"INV-1\"", "\"invoiceId\":\"INV-1\",", true)]
    [InlineData("\"receiptId\":\"r1\",\"storeId\":\"s1\"", "\"receiptId\":\"r1\",", true)]
    [InlineData("\"receiptId\":\"CR-1\"", "", true)]
    [InlineData("\"invoiceId\":\"INV-1\",\"amount\":\"120.00\",\"occurredOn\":\"2026-03-04\"", "", true)]
    [InlineData("\"invoiceId\":\"INV-1\",\"amount\":\"120.00\",\"occurredOn\":\"2026-03-05\"", "", false)]
    [InlineData("\"invoiceId\":\"INV-1\",\"amount\":\"121.00\",\"occurredOn\":\"2026-03-01\"", "", false)]
    [InlineData("\"invoiceId\":\"INV-1\",\"amount\":\"120.00\",\"occurredOn\":\"2026-03-01\"", "\"invoiceId\":\"INV-2\",", false)]
    public void A_payment_settles_by_number_or_by_amount_and_a_near_date_whichever_comes_first(string numbers, string paid, bool settles)
    {
        var early = File(numbers);
        ErpCases.Pay(_stage, "p1", ErpCases.CashReceipt("CR-1", numbers: paid));

        Assert.Equal(settles ? "settled" : "open", Status(early));
        Assert.Equal(settles ? [170] : [], Earned(ErpCases.Ada));
        // The same claim under another key finds that it has earned, or that nothing fits.
        Assert.Equal(settles ? "refused" : "open", Status(File(numbers, "again")));
        Assert.Equal(settles ? [170] : [], Earned(ErpCases.Ada));
        Settle();
    }

    [Fact]
    [Trait("Fault", "4")]
    public void One_payment_settles_one_claim()
    {
        ErpCases.Pay(_stage, "p1", ErpCases.CashReceipt("CR-1"));
        ErpCases.Pay(_stage, "p1-again", ErpCases.CashReceipt("CR-1"));
        const string day = ",\"amount\":\"120.00\",\"occurredOn\":\"2026-03-01\"";

        Assert.Equal("settled", Status(File("\"invoiceId\":\"INV-1\"" + day)));
        Assert.Equal("open", Status(File("\"invoiceId\":\"INV-2\"" + day, "other")));
        Assert.Equal([170], Earned(ErpCases.Ada));
    }

    [Fact]
    [Trait("Fault", "6")]
    public void What_has_earned_settles_nothing_and_what_was_claimed_does_not_earn_again()
    {
        ErpCases.Pay(_stage, "p1", ErpCases.CashReceipt("CR-1", numbers: "\"receiptId\":\"r1\","));
        _stage.Post($"members/{_stage.Members[Bob]}/purchases", "buy", Json.Sale("r1", "120.00"));
        Assert.Equal("refused", Status(File("\"receiptId\":\"r1\",\"storeId\":\"s1\"")));

        ErpCases.Pay(_stage, "p2", ErpCases.CashReceipt("CR-2", numbers: "\"receiptId\":\"r2\","));
        Assert.Equal("settled", Status(File("\"receiptId\":\"r2\",\"storeId\":\"s1\"", "second")));
        var late = _stage.Post($"members/{_stage.Members[ErpCases.Ada]}/purchases", "late", Json.Sale("r2", "120.00"));

        Assert.True(JsonElement.Parse(late.Body).GetProperty("duplicate").GetBoolean());
        Assert.Equal([170], Earned(ErpCases.Ada));
        Assert.Equal([170], Earned(Bob));
        Settle();
    }

    [Fact]
    public void A_key_tells_the_same_claim_again_and_takes_no_other_body()
    {
        var first = _stage.Post("claims", "c1", ErpCases.Claim(_stage, "\"receiptId\":\"r1\""));
        var again = _stage.Post("claims", "c1", ErpCases.Claim(_stage, "\"receiptId\":\"r1\""));

        Assert.Equal((202, 202), (first.Status, again.Status));
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(422, _stage.Post("claims", "c1", ErpCases.Claim(_stage, "\"receiptId\":\"r2\"")).Status);
    }

    [Theory]
    [InlineData("""{"memberId":"m0000000000000000000000000","receiptId":"r1"}""", 404)]
    [InlineData("""{"memberId":"m1"}""", 422)]
    [InlineData("""{"memberId":"m1","receiptId":"r1","invoiceId":"i1"}""", 422)]
    [InlineData("""{"memberId":"m1","receiptId":"r1","amount":"-1"}""", 422)]
    [InlineData("""{"receiptId":"r1"}""", 422)]
    [InlineData("[]", 400)]
    public void A_claim_of_nobody_or_of_nothing_is_refused(string body, int status) => Assert.Equal(status, _stage.Post("claims", "c1", body).Status);

    [Fact]
    [Trait("Fault", "81")]
    public void A_partner_cannot_claim_by_webhook()
    {
        ErpCases.SellToNobody(_stage, "w1", "r1");
        _stage.Event("w2", "claim.filed", ErpCases.Claim(_stage, "\"receiptId\":\"r1\""));
        _stage.WorkQueues();

        Assert.Empty(Earned(ErpCases.Ada));
    }

    private string File(string numbers, string key = "c1")
    {
        var filed = _stage.Post("claims", key, ErpCases.Claim(_stage, numbers));
        Assert.Equal(202, filed.Status);
        _stage.WorkQueues();
        return filed.Text("claimId");
    }

    private string Status(string claim) => _stage.ClaimOf(claim).GetProperty("status").GetString()!;

    private IEnumerable<long> Earned(string card) => new Books(_stage.World).Members.Single(member => member.MemberId == _stage.Members[card]).Entries
        .Where(entry => entry.Kind == EntryKind.Earn).Select(entry => entry.Points.Value);

    private void Settle()
    {
        _stage.Settle();
        Assert.Empty(_stage.Faults(settled: true));
    }
}

using Loyalty.Purchases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Purchases;

public class PurchaseTests
{
    [Fact]
    public void No_two_receipts_share_a_hash()
    {
        var keys = new[]
        {
            new ReceiptKey("p", "s", "r", null), new ReceiptKey("p", "s", "r", Date("2026-11-03")), new ReceiptKey("p", "sr", "", null),
            new ReceiptKey("ps", "", "r", null), new ReceiptKey("p", "1:s", "r", null), new ReceiptKey("p", "s", "r1:", null),
        };

        Assert.Equal(keys.Length, keys.Select(key => key.Hash).Distinct().Count());
    }

    [Fact]
    [Trait("Fault", "86")]
    public void Lines_and_tenders_add_up_to_the_total()
    {
        var sale = Sale("10.00", Line("a", null, "12.00"), Line("discount", null, "-2.00"));

        Assert.Null(sale.Check());
        Assert.Null((sale with { Tenders = [new Tender("cash", Money("20.00")), new Tender("change", Money("-10.00"))] }).Check());
        Assert.Equal(
            new PurchaseFault(PurchaseProblem.AmountsDisagree, "/tenders", "does not add up to the total"),
            (sale with { Tenders = [new Tender("cash", Money("9.99"))] }).Check());
        Assert.Equal("/lines", (sale with { Total = Money("10.01") }).Check()!.Pointer);
        Assert.Equal(PurchaseProblem.Invalid, (sale with { Total = Money("10.00", "USD") }).Check()!.Problem);
    }

    [Fact]
    [Trait("Fault", "63")]
    public void Too_much_of_anything_is_refused()
    {
        var lines = Enumerable.Repeat(Line("a", null, "0.01"), 1_001).ToArray();
        var longText = Line(new string('ü', 60_001), null, "1.00");

        Assert.Equal(PurchaseProblem.TooLarge, Sale("10.01", lines).Check()!.Problem);
        Assert.Equal(PurchaseProblem.TooLarge, Sale("1.00", longText).Check()!.Problem);
        Assert.Equal(PurchaseProblem.TooLarge, (Sale("0.00") with { Tenders = [.. Enumerable.Repeat(new Tender("cash", Money("0")), 51)] }).Check()!.Problem);
    }

    [Fact]
    [Trait("Fault", "87")]
    public void Sums_beyond_64_bits_are_only_a_disagreement()
    {
        var lines = Enumerable.Repeat(Line("a", null, "999999999999999.99"), 1_000).ToArray();

        Assert.Equal(PurchaseProblem.AmountsDisagree, Sale("1.00", lines).Check()!.Problem);
    }

    [Theory]
    [InlineData("1", 1_000L)]
    [InlineData("0.125", 125L)]
    [InlineData("-2", -2_000L)]
    [InlineData("0.0001", null)]
    [InlineData("1e3", null)]
    [InlineData("1000000001", null)]
    public void Quantities_are_thousandths(string text, long? thousandths)
    {
        Assert.Equal(thousandths is not null, PurchaseLine.TryParseQuantity(text, out var read));
        Assert.Equal(thousandths ?? 0, read);
    }
}

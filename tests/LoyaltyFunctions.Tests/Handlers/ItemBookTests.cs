using LoyaltyFunctions.Tests.Proof;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>What an ERP tells of articles gives points to sales that say nothing of them.</summary>
public sealed class ItemBookTests : IDisposable
{
    private const string Margin = """{"id": "rich", "on": "purchase", "when": {"minMargin": "0.4"}, "points": {"fixed": 7}},""";

    private readonly Stage _stage = new(ErpCases.Write("proof-margin.json", Margin), ErpCases.Settings);

    public ItemBookTests() => _stage.Enrol(ErpCases.Ada);

    public void Dispose() => _stage.End();

    [Fact]
    [Trait("Fault", "94")]
    public void Category_exclusion_and_margin_come_from_the_erp_and_stay_with_the_entry()
    {
        ErpCases.Drop(_stage, "items-1.csv", "sku,category,loyaltyExcluded,marginRate\nbeans,coffee,no,0.4\nMUG,kitchen,yes,0.9\n");
        ErpCases.Sell(_stage, "w1", "r1");
        // Coffee earns twice, the mug nothing; 120 euros are a big basket, and beans have the margin.
        Assert.Equal(160 + 50 + 7, Earned());

        _stage.Pass(TimeSpan.FromDays(1));
        ErpCases.Drop(_stage, "items-2.csv", "sku,category,loyaltyExcluded,marginRate\nBEANS,kitchen,no,0.1\nMUG,coffee,no,0.1\n");
        Refund("30.00");

        // Reckoned with what was known at the sale: what remains of the beans is coffee, and 90 euros are no big basket.
        Assert.Equal(100 + 7, Earned());
        ErpCases.Sell(_stage, "w2", "r2");
        Assert.Equal(100 + 7 + 80 + 80 + 50, Earned());
        _stage.Settle();
        Assert.Empty(_stage.Faults(settled: true));
    }

    [Fact]
    public void Who_buys_at_full_price_may_get_more_and_a_refund_reckons_with_the_price_of_the_sale()
    {
        using var priced = new Priced();
        priced.Tell("10.00", "EUR");
        // Two pieces for 20 euros are no bargain, one for 9.99 is, and what costs dollars has no price in euros.
        Assert.Equal(20 + 3, priced.Sell("r1", "2", "20.00"));
        Assert.Equal(9, priced.Sell("r2", "1", "9.99"));
        priced.Tell("10.00", "USD");
        Assert.Equal(10, priced.Sell("r3", "1", "10.00"));

        Assert.Equal(-10, priced.Refund("r1", "10.00"));
        Assert.Equal(-10 - 3, priced.Refund("r1", "10.00"));
    }

    [Fact]
    public void The_words_of_the_till_come_first()
    {
        ErpCases.Drop(_stage, "items-1.csv", "sku,category\nBEANS,coffee\n");
        Sell("r1", """{"sku":"BEANS","category":"kitchen","quantity":"1","amount":"10.00"}""");

        Assert.Equal(10, Earned());
    }

    [Fact]
    [Trait("Fault", "80")]
    public void Articles_of_a_till_hold_for_its_own_receipts_alone()
    {
        _stage.Webhook("i1", Item("coffee"), "other");
        _stage.WorkQueues();
        Sell("r1", """{"sku":"BEANS","quantity":"1","amount":"10.00"}""");
        Assert.Equal(10, Earned());

        _stage.Webhook("i2", Item("coffee"));
        _stage.WorkQueues();
        Sell("r2", """{"sku":"BEANS","quantity":"1","amount":"10.00"}""");
        Assert.Equal(10 + 20, Earned());
    }

    [Fact]
    public void An_article_is_asked_for_once_a_minute_and_once_a_sale()
    {
        var asked = 0;
        _stage.Harm(request =>
        {
            asked += request.Name.StartsWith("Items", StringComparison.Ordinal) ? 1 : 0;
            return null;
        });
        var line = """{"sku":"BEANS","quantity":"1","amount":"1.00"}""";
        Sell("r1", string.Join(',', Enumerable.Repeat(line, 10)));
        Assert.Equal(2, asked);
        Sell("r2", string.Join(',', Enumerable.Repeat(line, 10)));
        Assert.Equal(2, asked);
    }

    private string Item(string category) =>
        Json.Event("item.updated", _stage.Now, $$"""{"items":[{"sku":"BEANS","category":"{{category}}","price":"1.00","currency":"EUR"}]}""");

    private void Sell(string receipt, string lines)
    {
        _stage.Event(receipt, "purchase.completed", Json.OfMember(ErpCases.Ada, $$"""{"receiptId":"{{receipt}}","storeId":"s1","currency":"EUR","total":"10.00","lines":[{{lines}}]}"""));
        _stage.WorkQueues();
    }

    private void Refund(string amount)
    {
        var refund = $$"""{"receiptId":"r1","storeId":"s1","refundId":"f1","currency":"EUR","total":"{{amount}}","lines":[{"sku":"BEANS","quantity":"1","amount":"{{amount}}"}]}""";
        _stage.Post("refunds", "f1", refund);
    }

    private long Earned() => new Books(_stage.World).Members.Single(member => member.Account is not null).Entries
        .Where(entry => entry.Source.ReceiptId is not null).Sum(entry => entry.Points.Value);

    /// <summary>A programme that gives three points for whatever is sold at full price, and the points of each step.</summary>
    private sealed class Priced : IDisposable
    {
        private const string Rule = """{"id": "full", "on": "purchase", "when": {"fullPrice": true}, "points": {"fixed": 3}},""";

        private readonly Stage _stage = new(ErpCases.Write("proof-full-price.json", Rule), ErpCases.Settings);
        private int _steps;

        public Priced() => _stage.Enrol(ErpCases.Ada);

        public void Tell(string price, string currency)
        {
            _stage.Pass(TimeSpan.FromMinutes(5));
            ErpCases.Drop(_stage, $"items-{++_steps}.csv", $"sku,price,currency\nPEN,{price},{currency}\n");
        }

        public long Sell(string receipt, string quantity, string amount) => Gained(() => _stage.Event(
            $"w{++_steps}",
            "purchase.completed",
            Json.OfMember(ErpCases.Ada, $$"""{"receiptId":"{{receipt}}","storeId":"s1","currency":"EUR","total":"{{amount}}","lines":[{"sku":"PEN","quantity":"{{quantity}}","amount":"{{amount}}"}]}""")));

        public long Refund(string receipt, string amount) => Gained(() => _stage.Post("refunds", $"f{++_steps}", Json.Refund(receipt, $"f{_steps}", amount)));

        public void Dispose() => _stage.End();

        private long Gained(Action step)
        {
            var before = Balance();
            step();
            _stage.WorkQueues();
            return Balance() - before;
        }

        private long Balance() => new Books(_stage.World).Members.Single().Account!.Balance.Value;
    }
}

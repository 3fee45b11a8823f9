using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>The sample programme's arithmetic, receipt by receipt, as a customer would check it with a pencil.</summary>
[Collection(StoryHub.Collection)]
public sealed class ArithmeticStories(StoryHub story)
{
    private static readonly Dictionary<string, (SaleBody Sale, long Points)> Pencil = new()
    {
        ["a point a euro, cents fall away"] = (new("42.99"), 42),
        ["nothing for nothing"] = (new("0.00"), 0),
        ["coffee counts twice: 2 x 3.30 + 2.50 = 9.10"] = (new("5.80") { Lines = [new("coffee", "3.30"), new("bread", "2.50")] }, 9),
        ["floored once a receipt: 1.60 + 1.60 = 3.20"] = (new("3.20") { Lines = [new("bread", "1.60"), new("bread", "1.60")] }, 3),
        ["halves add up: 2 x (0.25 + 0.25) = 1.00"] = (new("0.50") { Lines = [new("coffee", "0.25"), new("coffee", "0.25")] }, 1),
        ["a cent below the big basket"] = (new("99.99"), 99),
        ["the big basket brings 50 more"] = (new("100.00"), 150),
        ["tobacco earns nothing"] = (new("9.00") { Lines = [new("tobacco", "7.00"), new("milk", "2.00")] }, 2),
        ["tobacco fills the big basket: 42 + 50"] = (new("102.00") { Lines = [new("tobacco", "60.00"), new("milk", "42.00")] }, 92),
        ["a coupon lowers the sum"] = (new("8.00") { Lines = [new("milk", "10.00"), new("milk", "-2.00")] }, 8),
        ["a gift card's part: 50 - 20"] = (new("50.00") { Tenders = [new("giftcard", "20.00"), new("cash", "30.00")] }, 30),
        ["a gift card's part of every line: 3/4 of (2 x 30 + 20) = 60"] = (
            new("50.00")
            {
                Lines = [new("coffee", "30.00"), new("bread", "20.00")],
                Tenders = [new("giftcard", "12.50"), new("card", "37.50")],
            },
            60),
        ["paid with points alone"] = (new("5.00") { Tenders = [new("points", "5.00")] }, 0),
        ["change is given back in cash"] = (new("7.50") { Tenders = [new("cash", "10.00"), new("cash", "-2.50")] }, 7),
    };

    public static TheoryData<string> Receipts => [.. Pencil.Keys];

    [Theory]
    [MemberData(nameof(Receipts))]
    [Trait("Fault", "94")]
    public async Task A_receipt_of_a_bronze_member_earns(string what)
    {
        var (sale, points) = Pencil[what];
        var (member, _) = await story.EnrolAsync();

        var entry = await story.Till.RecordAsync(member, sale);

        Assert.Equal(points, Audit.Points(entry));
        Assert.Equal(points, entry.GetProperty("rules").EnumerateArray().Sum(Audit.Points));
        Assert.Equal(100 + points, await story.Operator.PointsAsync(member));
    }

    [Fact]
    public async Task Five_hundred_points_of_purchases_make_a_member_silver_for_the_next_receipt()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());

        var lifts = await story.Till.RecordAsync(member, new SaleBody("450.00"));
        var balance = await story.Operator.BalanceAsync(member);
        var plain = await story.Till.RecordAsync(member, new SaleBody("10.00"));
        var coffee = await story.Till.RecordAsync(member, new SaleBody("3.30") { Lines = [new("coffee", "3.30")] });

        // 450 + 50 for the big basket at bronze; then 10 x 1.25 = 12.5 and 3.30 x 2 x 1.25 = 8.25. The welcome of 100 does not qualify.
        Assert.Equal([500L, 12, 8], new[] { lifts, plain, coffee }.Select(Audit.Points));
        Assert.Equal("silver", balance.GetProperty("tier").GetProperty("id").GetString());
        Assert.Equal(500, balance.GetProperty("tier").GetProperty("qualifyingPoints").GetInt64());
        Assert.Equal("gold", balance.GetProperty("tier").GetProperty("nextTier").GetString());
        Assert.Equal(1500, balance.GetProperty("tier").GetProperty("pointsToNext").GetInt64());
        Assert.Equal(620, await story.Operator.PointsAsync(member));
        var events = await Eventually.SeeAsync(
            "the topic was told of the tier", () => story.Operator.EventsAsync(member), told => told.Any(IsTierChange));
        Assert.Equal("silver", events.Single(IsTierChange).GetProperty("data").GetProperty("to").GetString());

        static bool IsTierChange(System.Text.Json.JsonElement told) => told.GetProperty("type").GetString() == "loyalty.tier.changed";
    }

    [Fact]
    public async Task A_receipt_of_499_points_leaves_a_member_bronze()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());

        await story.Till.RecordAsync(member, new SaleBody("449.00"));

        Assert.Equal("bronze", (await story.Operator.BalanceAsync(member)).GetProperty("tier").GetProperty("id").GetString());
        Assert.Equal(10, Audit.Points(await story.Till.RecordAsync(member, new SaleBody("10.00"))));
    }

    [Fact]
    public async Task Points_expire_at_the_end_of_the_month_a_year_after_they_were_earned()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var berlin = TimeZoneInfo.ConvertTime(story.Hub.Now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        var expiring = (await story.Operator.BalanceAsync(member)).GetProperty("expiring");

        var lot = Assert.Single(expiring.EnumerateArray());
        Assert.Equal(100, lot.GetProperty("points").GetInt64());
        var lastDay = DateTime.DaysInMonth(berlin.Year + 1, berlin.Month);
        Assert.Equal($"{berlin.Year + 1}-{berlin.Month:D2}-{lastDay}", lot.GetProperty("on").GetString());
    }

    [Fact]
    [Trait("Fault", "89")]
    public async Task A_receipt_in_a_currency_without_a_rate_is_refused_at_the_till_and_parked_on_the_webhook()
    {
        var (member, card) = await story.EnrolAsync();
        var sale = new SaleBody("42") { Currency = "JPY", Card = card };

        Assert.Equal(["/currency"], (await story.Till.TryRecordAsync(member, sale)).Expect(422).Pointers);
        await story.Operator.DeliveryAsync(await story.Acme.AcceptedAsync(sale), "parked");

        Assert.Equal(100, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "87")]
    public async Task The_largest_amount_earns_or_is_refused_but_never_overflows()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());

        var largest = await story.Till.TryRecordAsync(member, new SaleBody("9999999999999.99"));
        var larger = await story.Till.TryRecordAsync(member, new SaleBody("10000000000000.01"));

        Assert.Equal(10_000_000_000_049, Audit.Points(largest.Expect(200).Json.GetProperty("entry")));
        Assert.Equal(["/total"], larger.Expect(422).Pointers);
        Assert.Equal(10_000_000_000_149, await story.Operator.PointsAsync(member));
    }
}

using System.Text.Json;
using Loyalty.Entries;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Tests.Proof;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>What a partner may give is capped by receipt and by day, and stated in its own points too.</summary>
public sealed class PartnerCapTests : IDisposable
{
    private readonly Stage _stage = new(settings: ErpCases.Capped);

    public PartnerCapTests() => _stage.Enrol(ErpCases.Ada);

    public void Dispose() => _stage.End();

    [Fact]
    public void A_receipt_gives_no_more_than_its_cap_and_a_day_no_more_than_that()
    {
        foreach (var receipt in (string[])["r1", "r2", "r3"])
            ErpCases.Sell(_stage, "w" + receipt, receipt);
        _stage.Pass(TimeSpan.FromDays(1));
        ErpCases.Sell(_stage, "w4", "r4");
        _stage.Webhook("w5", Json.Event("purchase.completed", _stage.Now, Json.OfMember(ErpCases.Ada, Json.Sale("r5", "120.00"))), "other");
        _stage.WorkQueues();

        Assert.Equal([60, 40, 0, 60, 170], Earned());
        Assert.Contains(Entries().SelectMany(entry => entry.Cuts), cut => cut.Reason == CutReason.Partner);
        Settle();
    }

    [Fact]
    [Trait("Fault", "90")]
    public void A_refund_reckons_with_the_cap_of_the_sale()
    {
        ErpCases.Sell(_stage, "w1", "r1");
        _stage.Post("refunds", "f1", Json.Refund("r1", "f1", "80.00"));
        Assert.Equal(-20, Entries()[^1].Points.Value);

        _stage.Post("voids", "v1", Json.Void("r1"));
        Assert.Equal(-40, Entries()[^1].Points.Value);
        Settle();
    }

    [Fact]
    public void A_statement_is_told_in_the_partners_own_points_too()
    {
        ErpCases.Sell(_stage, "w1", "r1");
        _stage.Rest();
        var statement = JsonElement.Parse(_stage.Process.Get("partners/acme/statements/2026-03")!.Body);
        var own = statement.GetProperty("inPartnerPoints");

        Assert.Equal(("Acme stars", "0.5"), (own.GetProperty("name").GetString(), own.GetProperty("rate").GetString()));
        Assert.Equal(statement.GetProperty("issued").GetInt64() / 2, own.GetProperty("issued").GetInt64());
        Assert.False(JsonElement.Parse(_stage.Process.Get("partners/other/statements/2026-03")!.Body).TryGetProperty("inPartnerPoints", out _));
    }

    [Theory]
    [InlineData("PointsPerReceipt", "0")]
    [InlineData("PointsPerDay", "-1")]
    [InlineData("PointsPerDay", "many")]
    [InlineData("PointsRate", "0")]
    [InlineData("PointsRate", "1/2")]
    [Trait("Fault", "116")]
    public void A_cap_or_rate_that_is_none_stops_the_start(string setting, string value)
    {
        var options = new PartnerOptions { Kind = "pos", Format = "StandardWebhooks", Secrets = { World.Secret }, PointsName = setting == "PointsRate" ? "stars" : null };
        typeof(PartnerOptions).GetProperty(setting)!.SetValue(options, value);

        Assert.StartsWith($"Partners__acme__{setting}: ", Assert.Single(options.Validate("acme")), StringComparison.Ordinal);
    }

    private IReadOnlyList<LedgerEntry> Entries() => new Books(_stage.World).Members.Single(member => member.Account is not null).Entries;

    private IEnumerable<long> Earned() => Entries().Where(entry => entry.Kind == EntryKind.Earn).Select(entry => entry.Points.Value);

    private void Settle()
    {
        _stage.Settle();
        Assert.Empty(_stage.Faults(settled: true));
    }
}

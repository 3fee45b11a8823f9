using LoyaltyFunctions.Tests.Proof;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>Visits that nobody can have made both.</summary>
public sealed class SpeedCheckTests : IDisposable
{
    private static readonly Dictionary<string, string?> Map = new()
    {
        ["Partners:map:Kind"] = "gis",
        ["Partners:map:Format"] = "GeoJson",
        ["Partners:map:Secrets:0"] = World.Secret,
    };

    // Every visit gives 7 points, without a limit by day.
    private readonly Stage _stage = new(ErpCases.Write("proof-visits.json", """{"id": "here", "on": "checkin", "points": {"fixed": 7}},"""), Map);

    public SpeedCheckTests() => _stage.Enrol(ErpCases.Ada);

    public void Dispose() => _stage.End();

    [Theory]
    [InlineData("2026-03-01T10:10:00Z", false)]
    [InlineData("2026-03-01T09:50:00Z", false)]
    [InlineData("2026-03-01T10:40:00Z", true)]
    public void Two_stores_500_km_apart_do_not_both_earn_in_ten_minutes(string second, bool earns)
    {
        ErpCases.Visit(_stage, "v1", "2026-03-01T10:00:00Z", 52.52, 13.40);
        ErpCases.Visit(_stage, "v2", second, 48.14, 11.58);
        Assert.Equal(earns ? 2 : 1, Visits());

        // What earned nothing counts for nothing: from the first store the third visit is near.
        ErpCases.Visit(_stage, "v3", "2026-03-01T10:11:00Z", 52.53, 13.41);
        Assert.Equal(2, Visits());
        Settle();
    }

    [Fact]
    public void A_store_is_where_a_mapping_system_says_until_it_takes_that_back()
    {
        Fences("""
            {"type":"Feature","id":"b","geometry":{"type":"Point","coordinates":[13.40,52.52]},"properties":{"radiusMetres":100,"storeId":"berlin"}},
            {"type":"Feature","id":"m","geometry":{"type":"Polygon","coordinates":[[[11.58,48.14],[11.59,48.14],[11.59,48.15],[11.58,48.14]]]},"properties":{"storeId":"munich"}}
            """);
        CheckIn("v1", "berlin");
        CheckIn("v2", "munich");
        CheckIn("v3", "unknown");
        Assert.Equal(2, Visits());

        Fences("""{"type":"Feature","id":"m","geometry":null,"properties":null}""");
        CheckIn("v4", "munich");
        Assert.Equal(3, Visits());
        Settle();
    }

    [Fact]
    public void An_export_shows_where_the_last_visit_was_and_an_erasure_forgets_it()
    {
        ErpCases.Visit(_stage, "v1", "2026-03-01T10:00:00Z", 52.52, 13.40);
        Assert.Contains("\"latitude\":52.52", Export(), StringComparison.Ordinal);

        _stage.Change(ErpCases.Ada, "gone", null);

        Assert.DoesNotContain(new Books(_stage.World).Rows(Storage.Names.Tables.Accounts), row => row.RowKey.EndsWith("-profile", StringComparison.Ordinal));
    }

    private string Export() => _stage.Process.Get($"members/{_stage.Members[ErpCases.Ada]}/export")!.Body;

    private void CheckIn(string id, string store)
    {
        _stage.Event(id, "checkin", Json.OfMember(ErpCases.Ada, $$"""{"storeId":"{{store}}"}"""));
        _stage.WorkQueues();
    }

    private void Fences(string features)
    {
        _stage.Webhook("f" + features.Length, $$"""{"type":"FeatureCollection","features":[{{features}}]}""", "map", "gis");
        _stage.WorkQueues();
        _stage.Pass(TimeSpan.FromMinutes(1));
    }

    private int Visits() => new Books(_stage.World).Members.Single(member => member.Account is not null).Entries
        .SelectMany(entry => entry.Rules).Count(rule => rule.Id == "here");

    private void Settle()
    {
        _stage.Settle();
        Assert.Empty(_stage.Faults(settled: true));
    }
}

using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Archiving;

/// <summary>Days that are over: written once more, proved by a manifest that is never written again.</summary>
public sealed class CompactionTests : IDisposable
{
    private const string Ada = "600001";

    private readonly Stage _stage = new();

    public void Dispose() => _stage.End();

    [Fact]
    public void A_manifest_stands_for_ever()
    {
        Day("r1");
        Compact();
        var first = Manifests().Single();

        Day("r2");
        Compact();
        Compact();

        Assert.Equal(first, Manifests()[0]);
        Assert.Equal(2, Manifests().Count);
        AssertProved(entries: 3);
    }

    [Fact]
    public void A_compaction_is_a_run_that_goes_on_until_no_day_is_left()
    {
        for (var day = 0; day < 32; day++)
        {
            Day($"r{day}");
        }

        Compact();

        Assert.Equal(32, Manifests().Count);
        var run = _stage.LastRun("compact");
        Assert.Equal(1, run.GetProperty("shardsDone").GetInt32());
        Assert.True(run.TryGetProperty("finishedAt", out _));
        AssertProved(entries: 33);
    }

    [Fact]
    public void A_line_that_came_after_its_day_was_compacted_is_counted_to_the_next()
    {
        Day("r1");
        Compact();
        var first = Manifests().Single();

        // A writer that was held up, or whose clock was set back, appends to the day that is over.
        _stage.Pass(TimeSpan.FromDays(-1));
        Buy("late");
        _stage.Pass(TimeSpan.FromDays(1));
        AssertProved(entries: 3);
        Day("r2");
        Compact();

        Assert.Equal(first, Manifests()[0]);
        var second = JsonElement.Parse(Manifests()[1]);
        Assert.Equal(2, second.GetProperty("entries").GetInt64());
        Assert.Equal(["2026-03-03", "2026-03-02"], second.GetProperty("taken").EnumerateArray().Select(part => part.GetProperty("day").GetString()));
        AssertProved(entries: 4);

        Day("r3");
        Compact();
        Assert.Equal(1, JsonElement.Parse(Manifests()[2]).GetProperty("entries").GetInt64());
        AssertProved(entries: 5);
    }

    [Fact]
    public void A_day_before_the_last_manifest_that_was_never_compacted_is_counted_to_the_next()
    {
        Day("r1");
        Compact();
        _stage.Pass(TimeSpan.FromDays(-3));
        Buy("long ago");
        _stage.Pass(TimeSpan.FromDays(3));
        Day("r2");
        Compact();

        Assert.Equal(2, Manifests().Count);
        AssertProved(entries: 4);
    }

    [Fact]
    public void A_compaction_that_was_overtaken_spoils_nothing()
    {
        Day("r1");
        var (struck, other) = (false, _stage.World.NewProcess());
        _stage.Harm(request =>
        {
            // This one has read the day and is about to write it, when a late line comes and another compacts the day.
            if (!struck && request.Name == "blob archive: Put")
            {
                struck = true;
                _stage.Pass(TimeSpan.FromDays(-1));
                other.Post($"members/{_stage.Members[Ada]}/adjustments", "late", Json.Adjust(5));
                _stage.Pass(TimeSpan.FromDays(1));
                Assert.Single(other.Run(() => other.Get<ArchiveCompactor>().RunAsync(int.MaxValue, default)));
            }

            return null;
        });

        Compact();

        Assert.True(struck);
        var manifest = JsonElement.Parse(Manifests().Single());
        Assert.Equal(3, manifest.GetProperty("entries").GetInt64());
        AssertProved(entries: 3);
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_is_refused_rather_than_proved()
    {
        Day("r1");

        var answer = _stage.Process.Post("archive/verify", "verify", """{"from":"2026-03-02","to":"2026-03-01"}""")!;

        Assert.Equal((422, "/to"), (answer.Status, JsonElement.Parse(answer.Body).GetProperty("errors")[0].GetProperty("pointer").GetString()));
    }

    private void Day(string receipt)
    {
        if (_stage.Members.Count == 0)
        {
            _stage.Enrol(Ada);
        }

        Buy(receipt);
        _stage.Pass(TimeSpan.FromDays(1));
    }

    private void Buy(string receipt) =>
        _stage.Post($"members/{_stage.Members[Ada]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"));

    private void Compact()
    {
        _stage.Run(process => process.Compact());
        _stage.WorkQueues();
    }

    private IReadOnlyList<string> Manifests() =>
    [
        .. _stage.World.Blobs.List(Names.Containers.Archive, "manifests/").Select(name => Encoding.UTF8.GetString(_stage.World.Blobs.Read(Names.Containers.Archive, name))),
    ];

    private void AssertProved(long entries)
    {
        var view = JsonElement.Parse(_stage.Process.Post("archive/verify", "verify", "{}")!.Body);
        Assert.Equal((true, entries), (view.GetProperty("ok").GetBoolean(), view.GetProperty("entries").GetInt64()));
    }
}

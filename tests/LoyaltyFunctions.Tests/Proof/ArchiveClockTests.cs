using System.Text;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>The archive under a clock that does not only run forward.</summary>
public sealed class ArchiveClockTests
{
    [Fact]
    [Trait("Fault", "103")]
    public void A_clock_that_is_set_back_over_the_hour_loses_no_line()
    {
        var world = new World();
        var process = world.NewProcess();
        var archive = process.Get<Archive>();
        foreach (var (line, minutes) in (ReadOnlySpan<(string, int)>)[("before the hour", 15), ("after the hour", -15), ("before the hour again", 0), ("and once more", 15)])
        {
            process.Run(async () =>
            {
                await archive.AppendAsync(Encoding.UTF8.GetBytes(line));
                return true;
            });
            world.Clock.Advance(TimeSpan.FromMinutes(minutes));
        }

        Assert.Equal(4, world.Blobs.Lines(Names.Containers.Archive, "entries/").Distinct().Count());
        process.Discard();
    }
}

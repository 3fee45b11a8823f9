using System.Text;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Handlers.Overview;

public sealed class LogTailTests
{
    private const string Prefix = "received";

    [Fact]
    public void Lines_are_read_from_the_end_across_every_chunk()
    {
        // 700 KiB: three chunks, whose borders fall into the middle of lines.
        var lines = Enumerable.Range(0, 7_000).Select(number => $"{number} {new string('x', 95)}").ToList();

        var read = Read(lines, cursorAfter: null);

        Assert.Equal(Enumerable.Reverse(lines), read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2_500)]
    [InlineData(7_000)]
    public void A_cursor_goes_on_before_the_line_that_it_was_given_for(int taken)
    {
        var lines = Enumerable.Range(0, 7_000).Select(number => $"{number} {new string('x', 95)}").ToList();

        Assert.Equal(Enumerable.Reverse(lines).Skip(taken), Read(lines, taken));
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("61")]
    [InlineData("72656365697665642f323032362f31312f3232")]
    public async Task What_is_no_cursor_is_refused(string cursor)
    {
        var process = new World().NewProcess();

        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var line in process.Get<LogTail>().ReadBackAsync(Prefix, cursor, CancellationToken.None))
            {
                Assert.Fail($"{line} was read.");
            }
        });
        process.Discard();
    }

    private static List<string> Read(IReadOnlyList<string> lines, int? cursorAfter)
    {
        var process = new World().NewProcess();
        var read = process.Run(async () =>
        {
            var container = process.Get<BlobServiceClient>().GetBlobContainerClient(Names.Containers.Deliveries);
            await using (var log = new AppendLog(container, Prefix, process.Get<TimeProvider>()))
            {
                // One after the other would be one block a line; together they are what they come to.
                await Task.WhenAll(lines.Select(line => log.AppendAsync(Encoding.UTF8.GetBytes(line))));
            }

            var tail = process.Get<LogTail>();
            var cursor = cursorAfter is { } taken ? (await TakeAsync(tail, null, taken))[^1].Cursor : null;
            return (await TakeAsync(tail, cursor, int.MaxValue)).ConvertAll(line => Encoding.UTF8.GetString(line.Content.Span));
        });
        process.Discard();
        return read;
    }

    private static async Task<List<LogLine>> TakeAsync(LogTail tail, string? cursor, int count)
    {
        var taken = new List<LogLine>();
        await foreach (var line in tail.ReadBackAsync(Prefix, cursor, CancellationToken.None))
        {
            taken.Add(line);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}

using System.Collections.Concurrent;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers.Files;

/// <summary>
/// Some rows of a file at a time: their events are handled and published, bad rows reported, and only then is kept how far the work has
/// come. Each row has a marker of its own, so that rows may be worked on twice.
/// </summary>
public sealed partial class FileWindow(
    InboundEvents events,
    Publisher publisher,
    FileInbox inbox,
    DroppedFiles files,
    ILogger<FileWindow> logger)
{
    private const int Rows = 500;
    private const int AtOnce = 16;

    private sealed record Handled(long Line, EventOutcome Outcome);

    /// <summary>The file after the next rows; null when it is to be looked at anew: somebody else has come further, or a row has to wait.</summary>
    internal async Task<DroppedFile?> WorkAsync(FileRows rows, DroppedFile file, List<string> released, CancellationToken cancellation)
    {
        var (read, offset, isEnd) = await rows.ReadAsync(Rows, cancellation);
        var handled = await HandleAsync(file, read, cancellation);
        await Task.WhenAll(handled.SelectMany(row => row.Outcome.Publications).Select(publisher.PublishAsync));
        released.AddRange(handled.SelectMany(row => row.Outcome.Released));
        if (handled.Any(row => row.Outcome.WaitsFor?.Due is not null))
        {
            // Two of a row's members are just being made one with others: the same rows are worked on again.
            return null;
        }

        var bad = read.Where(row => row.Problem is not null).Select(row => (row.Line, Reason: row.Problem!))
            .Concat(handled.Where(row => row.Outcome.Status == DeliveryStatus.Parked).Select(row => (row.Line, Reason: row.Outcome.Reason!)))
            .OrderBy(row => row.Line)
            .ToList();
        var report = string.Concat(bad.Select(row => FileRows.Line(row.Line, row.Reason)));
        return await files.TryMoveAsync(
            file with
            {
                Offset = offset < 0 ? file.Offset : offset,
                Line = rows.NextLine,
                Rows = file.Rows + read.Count,
                BadRows = file.BadRows + bad.Count,
                ReportBytes = await inbox.ReportAsync(file.Blob, report, file.ReportBytes, cancellation),
                IsDone = isEnd,
            },
            cancellation);
    }

    private async Task<IReadOnlyCollection<Handled>> HandleAsync(DroppedFile file, IReadOnlyList<FileRow> rows, CancellationToken cancellation)
    {
        var handled = new ConcurrentQueue<Handled>();
        await SideBySide.ForEachAsync(rows.Where(row => row.Event is not null).GroupBy(row => row.About), AtOnce, HandleAllAsync, cancellation);
        return handled;

        async Task HandleAllAsync(IEnumerable<FileRow> about, CancellationToken stop)
        {
            foreach (var row in about)
            {
                handled.Enqueue(new Handled(row.Line, await HandleAsync(file, row, stop)));
            }
        }
    }

    private async Task<EventOutcome> HandleAsync(DroppedFile file, FileRow row, CancellationToken cancellation)
    {
        try
        {
            return await events.HandleAsync(row.Event!, new EventOrigin(file.Id, file.Partner, file.DroppedAt, checked((int)row.Line)), cancellation);
        }
        catch (Exception e) when (!StoreFaults.Is(e))
        {
            Log.Poisoned(logger, row.Line, file.Id, e);
            return EventOutcome.Parked($"could not be processed: {e.GetType().Name}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Line {Line} of file {File} could not be processed")]
        public static partial void Poisoned(ILogger logger, long line, string file, Exception e);
    }
}

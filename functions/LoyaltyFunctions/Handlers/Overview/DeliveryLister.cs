using System.Runtime.CompilerServices;
using System.Text;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Overview;

/// <summary>Which deliveries to list: all, or those of a partner, of a status, or both.</summary>
public sealed record DeliveryFilter(string? Partner, string? Status)
{
    public bool Fits(DeliveryRecord record) =>
        (Partner is null || record.Partner == Partner) && (Status is null || record.Status.ToString().Equals(Status, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// Lists what came in and what went out, newest first, from the logs that are written anyway: no index of deliveries has to be kept for it.
/// What became of a delivery is one read each.
/// </summary>
public sealed class DeliveryLister(LogTail logs, Deliveries deliveries, DeliveryArchive archive)
{
    /// <summary>One request looks at no more lines; the page that it gives may be short, and the next one goes on.</summary>
    private const int MaxLines = 1_000;

    private const int AtOnce = 16;

    public async Task<DeliveryPage> ListAsync(DeliveryFilter filter, PageRequest page, CancellationToken cancellation)
    {
        var (items, seen, lines) = (new List<DeliveryView>(), new HashSet<string>(), 0);
        LogLine? last = null;
        await foreach (var chunk in Lines(DeliveryArchive.Prefix, page.Cursor, cancellation).Chunk(AtOnce))
        {
            var found = await Task.WhenAll(chunk.Select(line => FindAsync(line, filter, cancellation)));
            foreach (var (line, view) in chunk.Zip(found))
            {
                (last, lines) = (line, lines + 1);
                if (view is not null && seen.Add(view.Id))
                {
                    items.Add(view);
                }

                if (items.Count == page.Limit || lines == MaxLines)
                {
                    return new DeliveryPage(items, last.Cursor);
                }
            }
        }

        return new DeliveryPage(items, null);
    }

    public async Task<AttemptPage> ListAttemptsAsync(string? target, PageRequest page, CancellationToken cancellation)
    {
        var (items, lines) = (new List<AttemptView>(), 0);
        await foreach (var line in Lines(AttemptLog.Prefix, page.Cursor, cancellation))
        {
            lines++;
            if (AttemptLog.Read(line) is var attempt && (target is null || attempt.Target == target))
            {
                items.Add(AttemptView.Of(attempt));
            }

            if (items.Count == page.Limit || lines == MaxLines)
            {
                return new AttemptPage(items, line.Cursor);
            }
        }

        return new AttemptPage(items, null);
    }

    /// <summary>A delivery by its id, with its payload while the delivery's own row holds it.</summary>
    public async Task<DeliveryView?> FindAsync(string id, CancellationToken cancellation)
    {
        if (await deliveries.FindAsync(id, cancellation) is not { } record)
        {
            return null;
        }

        var message = record.Message is { } kept ? InboundMessage.TryParse(Encoding.UTF8.GetString(kept)) : null;
        return DeliveryView.Of(record) with { Payload = message is null ? null : await PayloadAsync(message, cancellation) };
    }

    private async Task<DeliveryView?> FindAsync(LogLine line, DeliveryFilter filter, CancellationToken cancellation)
    {
        if (InboundMessage.TryParse(Encoding.UTF8.GetString(line.Content.Span)) is not { } message
            || (filter.Partner is not null && filter.Partner != message.Partner))
        {
            return null;
        }

        var record = await deliveries.FindAsync(message.Id, cancellation);
        return record is not null && filter.Fits(record) ? DeliveryView.Of(record) with { Payload = await PayloadAsync(message, cancellation) } : null;
    }

    private async Task<string> PayloadAsync(InboundMessage message, CancellationToken cancellation) => message.Body is null
        ? $"{message.BodyBlob} (too large to show)"
        : PayloadMask.Mask(await archive.ReadBodyAsync(message, cancellation));

    private async IAsyncEnumerable<LogLine> Lines(string prefix, string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var lines = logs.ReadBackAsync(prefix, cursor, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(lines))
        {
            yield return lines.Current;
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<LogLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (FormatException e)
        {
            throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/cursor", e.Message)]);
        }
    }
}

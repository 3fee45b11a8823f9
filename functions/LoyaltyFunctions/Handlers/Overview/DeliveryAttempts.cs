using System.Globalization;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Overview;

/// <summary>
/// Whom the events of a delivery's entries were told to, and when: the attempts of its first two hours, the earliest first. They are found
/// in the log that is written anyway.
/// </summary>
public sealed class DeliveryAttempts(LogTail logs, Deliveries deliveries)
{
    private const int MaxLines = 20_000;

    private static readonly TimeSpan Shown = TimeSpan.FromHours(2);

    /// <summary>Null for a delivery that is not known.</summary>
    public async Task<AttemptPage?> ListAsync(string deliveryId, CancellationToken cancellation)
    {
        if (await deliveries.FindAsync(deliveryId, cancellation) is not { } delivery)
        {
            return null;
        }

        var events = delivery.Entries.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.MemberId}-{entry.Seq}")).ToHashSet(StringComparer.Ordinal);
        var found = new List<AttemptView>();
        if (events.Count > 0)
        {
            await foreach (var attempt in AttemptsAsync(delivery.ReceivedAt, cancellation))
            {
                if (events.Contains(EntryOf(attempt.Event)) && attempt.At >= delivery.ReceivedAt)
                {
                    found.Add(AttemptView.Of(attempt));
                }
            }
        }

        return new AttemptPage([.. found.OrderBy(attempt => attempt.At)], null);
    }

    private async IAsyncEnumerable<AttemptLine> AttemptsAsync(DateTimeOffset from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, lines) = (Hour(from), 0);
        var cursor = new LogLine(Hour(from + Shown) + "~", 0, default).Cursor;
        await foreach (var line in logs.ReadBackAsync(AttemptLog.Prefix, cursor, cancellation))
        {
            if (string.CompareOrdinal(line.Blob, first) < 0 || ++lines > MaxLines)
            {
                yield break;
            }

            yield return AttemptLog.Read(line);
        }
    }

    /// <summary>An entry may be told by several events, whose ids begin with its own: member and number.</summary>
    private static string EntryOf(string eventId) => string.Join('-', eventId.Split('-').Take(2));

    private static string Hour(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{AttemptLog.Prefix}/{at.UtcDateTime:yyyy/MM/dd/HH}");
}

using Loyalty;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Overview;

/// <summary>Figures by day, in the words of the API.</summary>
public sealed class FigureReader(Figures figures, Outbox outbox)
{
    private const int MaxDays = 400;

    public async Task<FiguresView> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        if (to < from || to.DayNumber - from.DayNumber >= MaxDays)
        {
            throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/to", $"must be a date from `from` on, at most {MaxDays} days in all")]);
        }

        var days = await figures.ReadAsync(from, to, cancellation);
        return new FiguresView(from, to, [.. days.Select(day => Day(day.Key, day.Value))]) { OldestWork = await outbox.FindOldestAsync(cancellation) };
    }

    private static DayView Day(DateOnly on, Dictionary<string, long> counts) => new(
        on,
        [.. Of(counts, FigureNames.Deliveries).Select(one => new DeliveryFigureView(one.Of[0], one.Of[1], one.Count))],
        [.. Of(counts, FigureNames.Entries).Select(one => new EntryFigureView(one.Of[0], one.Count, counts.GetValueOrDefault(FigureNames.Of(FigureNames.Points, one.Of[0]))))],
        [.. Of(counts, FigureNames.Sales).Select(one => Sales(one.Of[0], one.Of[1], one.Count, counts))]);

    private static SalesFigureView Sales(string partner, string currency, long count, Dictionary<string, long> counts)
    {
        var minor = counts.GetValueOrDefault(FigureNames.Of(FigureNames.Amount, partner, currency));
        return new SalesFigureView(partner, currency, count, Currency.TryGet(currency, out var known) ? new Money(minor, known).Format() : "0");
    }

    private static IEnumerable<(string[] Of, long Count)> Of(Dictionary<string, long> counts, string word) =>
        from count in counts.OrderBy(count => count.Key, StringComparer.Ordinal)
        let of = FigureNames.TryRead(count.Key, word, out var read) ? read : null
        where of is not null
        select (of, count.Value);
}

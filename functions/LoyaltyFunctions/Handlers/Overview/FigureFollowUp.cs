using Loyalty.Entries;
using Loyalty.Programmes;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Overview;

/// <summary>
/// Counts entries as they are published, on the programme's day on which they occurred. Entries are published at least once: those that
/// were recorded before this process, and those that it has just seen, are counted already.
/// </summary>
public sealed class FigureFollowUp(Figures figures, BasketFigures baskets, ProgrammeBook programmes, TimeProvider clock) : IFollowUp
{
    private const int Remembered = 20_000;

    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private readonly Lock _gate = new();
    private HashSet<(string Member, long Sequence)> _recent = [];
    private HashSet<(string Member, long Sequence)> _before = [];

    public Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry)
    {
        if (entry.RecordedAt >= _since && IsFirst((entry.MemberId, entry.Sequence)))
        {
            Count(entry);
        }

        return Task.FromResult<IReadOnlyList<Publication>>([]);
    }

    private void Count(LedgerEntry entry)
    {
        var on = programmes.Current.TimeZone.LocalDate(entry.OccurredAt);
        var kind = entry.Kind.ToWire();
        figures.Add(on, FigureNames.Of(FigureNames.Entries, kind), 1);
        figures.Add(on, FigureNames.Of(FigureNames.Points, kind), entry.Points.Value);
        if (entry.Purchase is { IsPurchase: true, Purchase: var purchase })
        {
            var (partner, currency) = (entry.Source.Partner, purchase.Total.Currency.Code);
            baskets.Add(on, purchase);
            figures.Add(on, FigureNames.Of(FigureNames.Sales, partner, currency), 1);
            figures.Add(on, FigureNames.Of(FigureNames.Amount, partner, currency), purchase.Total.Minor);
        }
    }

    private bool IsFirst((string Member, long Sequence) entry)
    {
        lock (_gate)
        {
            if (_before.Contains(entry) || !_recent.Add(entry))
            {
                return false;
            }

            if (_recent.Count == Remembered)
            {
                (_before, _recent) = (_recent, []);
            }

            return true;
        }
    }
}

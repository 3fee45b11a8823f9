using Loyalty.Baskets;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Insights;

/// <summary>
/// What is bought together: for operators over the days that they name, and for next best offers over the last ninety, asked for again every quarter of an hour.
/// </summary>
public sealed class BasketBook(BasketFigures figures, ProgrammeBook programmes, TimeProvider clock)
{
    public const int DefaultDays = 90;

    private const int MaxDays = 400;

    /// <summary>Two that were together less often say nothing of what somebody will buy.</summary>
    private const int FewestBaskets = 10;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private volatile Known? _known;

    private sealed record Known(DateTimeOffset At, IReadOnlyList<BasketRule> Rules);

    public async Task<BasketPage> ReadAsync(BasketQuery query, CancellationToken cancellation)
    {
        var to = query.To ?? programmes.Current.LocalDate(clock.GetUtcNow());
        var from = query.From ?? to.AddDays(1 - DefaultDays);
        if (to < from || to.DayNumber - from.DayNumber >= MaxDays)
        {
            throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/to", $"must be a date from `from` on, at most {MaxDays} days in all")]);
        }

        var counts = await figures.ReadAsync(from, to, cancellation);
        var rules = BasketRule.Of(counts, query.FewestBaskets)
            .Where(rule => query.Category is not { } category || string.Equals(rule.If, category.Trim(), StringComparison.OrdinalIgnoreCase));
        return new BasketPage(from, to, counts.Baskets, counts.Beyond, [.. rules.Take(query.Limit).Select(BasketRuleView.Of)]);
    }

    /// <summary>Rules of the last ninety days with a lift above one.</summary>
    public async Task<IReadOnlyList<BasketRule>> TogetherAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_known is not { } known || now - known.At > Fresh)
        {
            var today = programmes.Current.LocalDate(now);
            var counts = await figures.ReadAsync(today.AddDays(1 - DefaultDays), today, cancellation);
            _known = known = new Known(now, [.. BasketRule.Of(counts, FewestBaskets).TakeWhile(rule => rule.Lift > Loyalty.Rational.One)]);
        }

        return known.Rules;
    }
}

/// <summary>Which rules are asked for; the last ninety days where it does not say.</summary>
public sealed record BasketQuery(DateOnly? From, DateOnly? To, string? Category, long FewestBaskets, int Limit);

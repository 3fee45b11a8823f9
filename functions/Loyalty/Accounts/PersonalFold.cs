using Loyalty.Entries;

namespace Loyalty.Accounts;

/// <summary>Applies one entry to what a member alone has. Everything it needs stands on the entry.</summary>
internal static class PersonalFold
{
    /// <summary>A till that is late may still use what ended a while ago.</summary>
    private const int GrantsKeptDays = 32;

    /// <summary>Of more, the points of the oldest go on by themselves.</summary>
    private const int MaximumHeldSales = 200;

    public static PersonalState Apply(PersonalState state, LedgerEntry entry)
    {
        if (entry.Closing is not null)
            return PersonalState.Empty;
        var effect = entry.Personal ?? PersonalEffect.None;
        return new PersonalState
        {
            Grants = Grants(state, effect, entry),
            Held = Held(state, effect, entry),
            Journeys = Journeys(state, effect, entry),
            Gifts = GiftFold.Apply(state.Gifts, effect, entry),
            HeldSales = HeldSales(state, effect, entry),
            IsOnBoards = effect.OnBoards ?? state.IsOnBoards,
            Staff = effect.Staff ?? state.Staff,
            Ring = effect.Ring ?? state.Ring,
            Referral = effect.Referral ?? state.Referral,
            LastPurchase = Later(state.LastPurchase, effect.LastPurchase, entry.Purchase is null ? null : entry.OccurredAt),
            ContactChanged = effect.Contact switch
            {
                ContactStep.Changed => entry.RecordedAt,
                ContactStep.Trusted => null,
                _ => state.ContactChanged,
            },
            Version = entry.ProgrammeVersion,
        };
    }

    private static IReadOnlyList<GrantChange> Grants(PersonalState state, PersonalEffect effect, LedgerEntry entry)
    {
        var back = IsGivenBack(entry)
            ? state.Held.Where(held => held.Reservation == entry.Reservation!.Id).Select(held => held.Grant with { Uses = -held.Grant.Uses })
            : [];
        var returned = entry.Benefit is { Step: BenefitStep.Returned, Grant: { } grant } ? (GrantChange[])[grant] : [];
        var changes = effect.Grants.Concat(back).Concat(returned).ToArray();
        if (changes.Length == 0 && state.Grants.Count == 0)
            return [];
        var horizon = DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime).AddDays(-GrantsKeptDays);
        return
        [
            .. state.Grants.Concat(changes)
                .GroupBy(grant => grant.Id)
                .Select(grants => grants.First() with { Uses = grants.Sum(grant => grant.Uses) })
                .Where(grant => grant.Uses > 0 && grant.Until >= horizon)
                .OrderBy(grant => grant.Until).ThenBy(grant => grant.Id, StringComparer.Ordinal),
        ];
    }

    private static IReadOnlyList<HeldSale> HeldSales(PersonalState state, PersonalEffect effect, LedgerEntry entry) => effect switch
    {
        { Withheld: { } reason } => [.. state.HeldSales.Append(new HeldSale(entry.Sequence, entry.Source, reason)).TakeLast(MaximumHeldSales)],
        { Settled: { } settled } => [.. state.HeldSales.Where(sale => sale.Sequence != settled)],
        _ => state.HeldSales,
    };

    private static IReadOnlyList<HeldGrant> Held(PersonalState state, PersonalEffect effect, LedgerEntry entry) => entry.Reservation switch
    {
        null => state.Held,
        { Step: ReservationStep.Opened } opened => [.. state.Held, .. effect.Grants.Select(grant => new HeldGrant(opened.Id, grant))],
        { } ended => [.. state.Held.Where(held => held.Reservation != ended.Id)],
    };

    private static IReadOnlyList<JourneyTime> Journeys(PersonalState state, PersonalEffect effect, LedgerEntry entry) => effect.Journey is not { } journey
        ? state.Journeys
        : [.. state.Journeys.Where(time => time.Journey != journey), new JourneyTime(journey, entry.RecordedAt)];

    private static bool IsGivenBack(LedgerEntry entry) => entry.Reservation is { Step: ReservationStep.Cancelled or ReservationStep.Lapsed };

    private static DateTimeOffset? Later(params ReadOnlySpan<DateTimeOffset?> instants)
    {
        DateTimeOffset? latest = null;
        foreach (var instant in instants)
            latest = latest is null || instant > latest ? instant ?? latest : latest;
        return latest;
    }
}

using Loyalty.Entries;

namespace Loyalty.Accounts;

/// <summary>Applies one entry to an account. Everything it needs stands on the entry; no programme is asked.</summary>
internal static class AccountFold
{
    // Refunds come within months; what is older than this costs room in every commit and is asked for by no one.
    public const int ExpiredLotsKeptDays = 1_100;

    public static Account Opened(LedgerEntry first)
    {
        var opening = first.Opening ?? throw Broken("I3", first, "the first entry does not open the account");
        return new Account
        {
            MemberId = first.MemberId,
            Opened = opening.At,
            Tier = new TierState(opening.Tier, opening.Since, opening.Until),
        };
    }

    public static Account Apply(Account account, LedgerEntry entry)
    {
        CheckChain(account, entry);
        var next = account with
        {
            Sequence = entry.Sequence,
            HeadHash = entry.Hash,
            Balance = account.Balance + entry.Points,
            Lots = LotList.Apply(account.Lots, entry.Lots),
            ExpiredLots = ExpiredLots(account, entry),
            Pending = Pending(account.Pending, entry.Pending),
            Reservations = Reservations(account, entry),
            Qualifying = MemberCounts.Qualifying(account.Qualifying, entry),
            QualifyingEver = account.QualifyingEver + Points.Sum(entry.Qualifying.Select(change => change.Points)),
            Activity = MemberActivity.Apply(account.Activity, entry),
            SpentEver = account.SpentEver + entry.Activity.Sum(change => change.Spent),
            RuleUses = MemberCounts.Uses(account.RuleUses, entry),
            PurchaseCount = account.PurchaseCount + entry.Purchases,
            Tier = entry.Tier is { } tier ? new TierState(tier.To, tier.Since, tier.Until) : account.Tier,
            Personal = PersonalFold.Apply(account.Personal, entry),
            Play = PlayFold.Apply(account.Play, entry),
            Merged = Merged(account.Merged, entry),
            Status = entry.Closing?.Status ?? AccountStatus.Open,
            MergedInto = entry.Closing?.MergedInto,
        };
        CheckSums(next, entry);
        return next;
    }

    internal static InvalidOperationException Broken(string invariant, LedgerEntry entry, string reason) =>
        new($"{invariant}: {reason} (member {entry.MemberId}, entry {entry.Sequence}).");

    private static void CheckChain(Account account, LedgerEntry entry)
    {
        if (account.Status != AccountStatus.Open)
            throw Broken("I8", entry, "the account is closed");
        if (entry.MemberId != account.MemberId || entry.Sequence != account.Sequence + 1 || entry.PreviousHash != account.HeadHash)
            throw Broken("I3", entry, $"the entry does not follow entry {account.Sequence}");
        if (entry.Balance != account.Balance + entry.Points)
            throw Broken("I1", entry, "the balance is not the sum of the entries");
    }

    private static void CheckSums(Account account, LedgerEntry entry)
    {
        var debt = account.Debt;
        if (debt < Points.Zero)
            throw Broken("I4", entry, "the lots hold less than the balance");
        if (debt > Points.Zero && account.Lots.Count > 0)
            throw Broken("I4", entry, "points lie in lots while there is debt");
        if (account.Lots.Any(lot => lot.Remaining <= Points.Zero) || account.Pending.Any(pending => pending.Points <= Points.Zero))
            throw Broken("I4", entry, "a lot or a pending amount is not positive");
    }

    private static IReadOnlyList<ExpiredLot> ExpiredLots(Account account, LedgerEntry entry)
    {
        if (entry.Kind != EntryKind.Expire && entry.Forgiven is null && entry.Closing is null)
            return account.ExpiredLots;
        if (entry.Closing is not null)
            return [];
        IEnumerable<LotChange> expired = entry.Kind == EntryKind.Expire ? entry.Lots : [];
        var changes = expired.Select(change => change with { Points = -change.Points });
        if (entry.Forgiven is { } forgiven)
            changes = changes.Append(forgiven with { Points = -forgiven.Points });
        var horizon = DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime).AddDays(-ExpiredLotsKeptDays);
        return
        [
            .. account.ExpiredLots.Concat(changes.Select(change => new ExpiredLot(change.Lot, change.Expires, change.Points)))
                .GroupBy(lot => (lot.Id, lot.Expires))
                .Select(lots => lots.First() with { Points = Points.Sum(lots.Select(lot => lot.Points)) })
                .Where(lot => lot.Points > Points.Zero && lot.Expires >= horizon),
        ];
    }

    private static IReadOnlyList<PendingPoints> Pending(IReadOnlyList<PendingPoints> pending, IReadOnlyList<PendingChange> changes)
    {
        if (changes.Count == 0)
            return pending;
        var added = changes.Select(change =>
            new PendingPoints(change.Lot, change.Release, change.Earned, change.Expires, change.Points, change.Source) { Held = change.Held });
        return
        [
            .. pending.Concat(added)
                .GroupBy(item => (item.Lot, item.Release, item.Expires, item.Source, item.Held))
                .Select(items => items.First() with { Points = Points.Sum(items.Select(item => item.Points)) })
                .Where(item => item.Points != Points.Zero)
                .OrderBy(item => item.Release).ThenBy(item => item.Lot),
        ];
    }

    private static IReadOnlyList<Reservation> Reservations(Account account, LedgerEntry entry)
    {
        if (entry.Reservation is not { } change || change.Step == ReservationStep.Spent)
            return account.Reservations;
        if (change.Step == ReservationStep.Opened)
            return [.. account.Reservations, new Reservation(change.Id, change.Points, change.Until, change.RewardId, change.Parts)];
        var others = account.Reservations.Where(reservation => reservation.Id != change.Id).ToArray();
        return others.Length == account.Reservations.Count - 1 ? others : throw Broken("I9", entry, "the reservation is not open");
    }

    private static IReadOnlyList<MergedAccount> Merged(IReadOnlyList<MergedAccount> merged, LedgerEntry entry) =>
        entry is { Kind: EntryKind.Merge, Closing: null, Source.Counterparty: { } from }
            ? [.. merged, new MergedAccount(from, entry.Sequence)]
            : merged;
}

using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What must be so at any time, whatever has just failed.</summary>
internal sealed class Invariants(Books books)
{
    /// <summary>What breaks an invariant that holds at any time.</summary>
    public IEnumerable<string> Broken(Programme programme) =>
        books.Members.Where(member => member.Account is not null || member.Entries.Count > 0).SelectMany(Faults)
            .Concat(Promises(programme))
            .Concat(TwiceEarned())
            .Concat(TwiceReferred())
            .Concat(Oversold(programme))
            .Concat(Overspent(programme))
            .Concat(books.World.Events.Different.Select(id => $"I6: event {id} came twice with another content"));

    /// <summary>The same, and what is left undone although all faults have healed and every timer has run.</summary>
    public IEnumerable<string> BrokenAtRest(Programme programme) => [.. Broken(programme), .. new LooseEnds(books).All(), .. Budgets(programme)];

    private static IEnumerable<string> Faults(MemberBook member)
    {
        if (member.Account is null)
        {
            yield return $"I3: {member.MemberId} has entries but no account";
            yield break;
        }

        if (EntryChain.Verify(member.Entries) is { } broken)
        {
            yield return $"I3: entry {broken.Sequence} of {broken.MemberId}: {broken.Reason}";
        }
        else if (Books.Text(Account.Rebuild(member.Entries)) != Books.Text(member.Account))
        {
            yield return $"I1/I4: the account of {member.MemberId} is not what its entries lead to";
        }
    }

    /// <summary>The index of due work: at or before an account's next due instant there is a row.</summary>
    private IEnumerable<string> Promises(Programme programme)
    {
        var noted = books.Rows(Names.Tables.Due).ToLookup(row => Books.Text(row, "MemberId"), row => row.PartitionKey);
        foreach (var account in books.Members.Select(member => member.Account).OfType<Account>())
        {
            foreach (var kind in Enum.GetValues<DueKind>())
            {
                if (account.NextDue(kind, programme) is not { } next)
                {
                    continue;
                }

                var (latest, prefix) = (Due.PartitionOf(kind, account.MemberId, next), kind.ToString().ToLowerInvariant() + "-");
                if (!noted[account.MemberId].Any(row => row.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(row, latest) <= 0))
                {
                    yield return $"I12: nothing will look after the {kind} of {account.MemberId} that falls due at {next:O}";
                }
            }
        }
    }

    private IEnumerable<string> TwiceEarned() => books.Members.SelectMany(member => member.Entries)
        .Where(entry => entry.Purchase is not null)
        .GroupBy(entry => entry.Purchase!.Purchase.Receipt.Hash)
        .Where(entries => entries.Count() > 1)
        .Select(entries => $"I2: receipt {entries.First().Source.ReceiptId} earned {entries.Count()} times: {string.Join(", ", entries.Select(entry => $"{entry.MemberId}-{entry.Sequence}"))}");

    private IEnumerable<string> TwiceReferred() => books.Members
        .SelectMany(member => member.Entries)
        .Where(entry => entry.Reason == Occasions.Referral)
        .GroupBy(entry => (entry.MemberId, entry.Source.Counterparty))
        .Where(entries => entries.Count() > 1)
        .Select(entries => $"I2: {entries.Key.MemberId} got {entries.Count()} bonuses for the referral of or by {entries.Key.Counterparty}");

    private IEnumerable<string> Oversold(Programme programme) =>
        from reward in programme.Rewards
        where reward.Stock is not null
        let held = books.Redemptions(reward.Id).Count(Books.Holds)
        where held > reward.Stock
        select $"I1: {held} of {reward.Stock} {reward.Id} are promised";

    private IEnumerable<string> Overspent(Programme programme) =>
        from budget in programme.Budgets
        let spent = SpentOf(programme, budget)
        where spent > budget.Points.Value
        select $"I1: {spent} of {budget.Points} points of {budget.Key} are spent";

    /// <summary>Once everything has settled, what budgets have given is what entries were granted, less what refunds took back.</summary>
    private IEnumerable<string> Budgets(Programme programme)
    {
        var granted = BudgetDemand.Of(programme, books.Members.SelectMany(member => member.Entries));
        return from budget in programme.Budgets
               let spent = SpentOf(programme, budget)
               where spent != granted.GetValueOrDefault(budget.Key).Value
               select $"I9: {spent} points of {budget.Key} are counted, and {granted.GetValueOrDefault(budget.Key)} granted";
    }

    private long SpentOf(Programme programme, Budget budget) => books.Rows(Names.Tables.Budgets)
        .Where(row => row.Properties.ContainsKey("Spent") && row.PartitionKey.StartsWith(BudgetRef.Of(programme.Id, budget.Key, 0).Id, StringComparison.Ordinal))
        .Sum(row => (long)row.Properties["Spent"]);
}

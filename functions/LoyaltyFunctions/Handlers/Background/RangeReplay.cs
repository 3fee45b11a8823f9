using System.Runtime.CompilerServices;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Simulations;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Goes through the members of a range and replays each one's history under both programmes. Reads the ledger's own entries, which are those
/// of the archive (that is what reconciliation and rebuilds prove), and the visits that were gathered.
/// </summary>
public sealed class RangeReplay(LedgerTables tables, Ledger ledger, PartnerBook partners, SimulationParts parts)
{
    /// <summary>What one message does: seconds, not the minutes of its lock.</summary>
    private const int MaxEntries = 10_000;

    /// <summary>Grants of one piece, so that its row stays below the limit.</summary>
    private const int MaxGrants = 2_000;

    private sealed record Replayed(string MemberId, long Entries, MemberReplay Current, MemberReplay Candidate);

    /// <summary>Replays with what the budgets give; null where there are none.</summary>
    public async Task<(SimulationMessage Next, bool IsEnd)> ReplayAsync(
        SimulationMessage message, SimulationTask task, BudgetForecasts? budgets, CancellationToken cancellation)
    {
        var (next, entries) = (message, 0L);
        await foreach (var member in MembersAsync(message, task, budgets, cancellation))
        {
            next = next with { After = member.MemberId, Tallies = next.Tallies.Plus(new SimulationTallies(member.Current.End(), member.Candidate.End())) };
            entries += member.Entries;
            if (entries >= MaxEntries)
            {
                return (next, false);
            }
        }

        return (next, true);
    }

    /// <summary>Replays as if budgets gave whatever is wanted, and keeps what that would be.</summary>
    public async Task<(SimulationMessage Next, bool IsEnd)> WishAsync(SimulationMessage message, SimulationTask task, CancellationToken cancellation)
    {
        var (next, entries, current, candidate, isEnd) = (message with { Piece = message.Piece + 1 }, 0L, new List<BudgetWish>(), new List<BudgetWish>(), true);
        await foreach (var member in MembersAsync(message, task, null, cancellation))
        {
            current.Add(WishOf(member.Current));
            candidate.Add(WishOf(member.Candidate));
            (next, entries) = (next with { After = member.MemberId }, entries + member.Entries);
            if (entries >= MaxEntries || current.Sum(wish => wish.Grants.Count) + candidate.Sum(wish => wish.Grants.Count) >= MaxGrants)
            {
                isEnd = false;
                break;
            }
        }

        var wishes = new BudgetWishes(BudgetWish.Sum(current), BudgetWish.Sum(candidate));
        await parts.PutWishesAsync(message.Simulation, message.Shard - task.Ranges, message.Piece, wishes, cancellation);
        return (next, isEnd);
    }

    private static BudgetWish WishOf(MemberReplay replay)
    {
        _ = replay.End();
        return new BudgetWish(replay.GrantedBefore, [.. replay.Grants.Select(GrantRow.Of)]);
    }

    private async IAsyncEnumerable<Replayed> MembersAsync(
        SimulationMessage message, SimulationTask task, BudgetForecasts? budgets, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var scan = new MemberScan(tables.Each(Names.Tables.Accounts));
        var range = message.Shard % task.Ranges;
        var visits = await parts.VisitsAsync(message.Simulation, range, message.After, cancellation);
        await foreach (var history in scan.HistoriesAsync(message.Range, message.After, cancellation))
        {
            var profile = task.NeedsProfile ? await ledger.FindProfileAsync(history.MemberId, cancellation) : null;
            var replayed = new Replayed(history.MemberId, 0, Under(task.Current, budgets?.Current), Under(task.Candidate, budgets?.Candidate));
            await foreach (var line in scan.EntriesAsync(message.Range.Account, history, cancellation))
            {
                var entry = EntryJson.Read(line.Span);
                replayed.Current.Add(entry);
                replayed.Candidate.Add(entry);
                replayed = replayed with { Entries = replayed.Entries + 1 };
            }

            if (history.Account is { } stored)
            {
                replayed.Current.Open(stored.Account.Opened);
                replayed.Candidate.Open(stored.Account.Opened);
            }

            yield return replayed;

            // Who works here is asked of each programme: they may name other cards.
            MemberReplay Under(Programme programme, BudgetForecast? forecast) => new(
                new ReplayTask(programme, task.Span) { Budgets = forecast, CapOf = partners.CapOf },
                new ReplayMember(
                    history.MemberId, task.NeedsProfile ? MemberFactsReader.Of(profile, programme) : MemberFacts.None, [.. visits[history.MemberId]]));
        }
    }
}

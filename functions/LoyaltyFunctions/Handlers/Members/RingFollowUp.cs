using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;
using Loyalty.UseCases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// Looks for rings where the programme asks: members who share a mailbox, a device or a payment card with more others than it allows, and
/// those whose referrals lead back to themselves. All of a ring are flagged, each once for the trace, by an operation of their own.
/// </summary>
public sealed class RingFollowUp(Ledger ledger, SharedTraces traces, Arrivals arrivals, ReferralCircles circles, ProgrammeBook programmes) : IFollowUp
{
    private const string Referrals = "referrals";

    public async Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry)
    {
        if (entry.Personal?.Ring == RingStep.Found)
        {
            // It has been published: who shares the trace next need not ask for it again.
            await traces.FlagAsync(entry.MemberId, note => ReasonOf(note.Kind) == entry.Reason, CancellationToken.None);
            return [];
        }

        if (programmes.Current.Safety.Rings is not { } rule || entry.Closing is not null || !MayShow(entry))
        {
            return [];
        }

        await NoteMailboxAsync(entry, rule);
        return [.. await SharingAsync(entry, rule), .. await CirclingAsync(entry, rule)];
    }

    private async Task NoteMailboxAsync(LedgerEntry entry, RingRule rule)
    {
        if (rule.By.Contains(TraceKind.Mailbox) && IsAboutWho(entry)
            && Trace.OfEmail((await ledger.FindProfileAsync(entry.MemberId, CancellationToken.None))?.Profile.Email) is { } mailbox)
        {
            await traces.NoteAsync(entry.MemberId, [mailbox], CancellationToken.None);
        }
    }

    /// <summary>A trace is done with once nobody had to be flagged for it: until then what was flagged may not have been published.</summary>
    private async Task<IReadOnlyList<Publication>> SharingAsync(LedgerEntry entry, RingRule rule)
    {
        var (flagged, done) = (new List<Publication>(), new List<TraceNote>());
        foreach (var trace in (await traces.OpenAsync(entry.MemberId, CancellationToken.None)).Where(trace => rule.By.Contains(trace.Kind)))
        {
            var before = flagged.Count;
            var members = await traces.ShareAsync(entry.MemberId, trace, CancellationToken.None);
            foreach (var memberId in members.Where(member => members.Count > rule.Members && !member.Value).Select(member => member.Key).Order(StringComparer.Ordinal))
            {
                flagged.AddRange(await FlagAsync(memberId, Api.Words.Of(trace.Kind), entry));
            }

            done.AddRange(flagged.Count == before ? [trace] : []);
        }

        await (done.Count > 0 ? traces.CloseAsync(entry.MemberId, done, CancellationToken.None) : Task.CompletedTask);
        return flagged;
    }

    private async Task<IReadOnlyList<Publication>> CirclingAsync(LedgerEntry entry, RingRule rule)
    {
        var flagged = new List<Publication>();
        if (rule.Referrals && (entry.Purchase is { Number: 1 } || entry.Kind == EntryKind.Merge))
        {
            foreach (var memberId in (await circles.FindAsync(entry.MemberId)).Order(StringComparer.Ordinal))
            {
                flagged.AddRange(await FlagAsync(memberId, Referrals, entry));
            }
        }

        return flagged;
    }

    private async Task<IEnumerable<Publication>> FlagAsync(string memberId, string by, LedgerEntry entry)
    {
        var command = new FlagRing(by, entry.MemberId, entry.RecordedAt);
        var flagged = await arrivals.BringAsync(memberId, Operation.Own("ring", by, memberId), account => command.Decide(account, programmes.Current));
        return flagged is null ? [] : [flagged];
    }

    private static string ReasonOf(TraceKind kind) => FlagRing.ReasonPrefix + Api.Words.Of(kind);

    /// <summary>An entry that may come with a trace, or with another address.</summary>
    private static bool MayShow(LedgerEntry entry) =>
        IsAboutWho(entry) || entry.Purchase is not null || entry is { Kind: EntryKind.Bonus, Reason: Occasions.CheckIn };

    private static bool IsAboutWho(LedgerEntry entry) =>
        entry.Opening is not null || entry.Personal?.Contact == ContactStep.Changed || entry.Purchase is { Number: 1 } || entry is { Kind: EntryKind.Merge, Closing: null };
}

using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.UseCases;
using LoyaltyFunctions.Programmes;

namespace LoyaltyFunctions.Storage;

/// <summary>Keeps the promise of the index: at or before an account's next due instant there is always a row.</summary>
public sealed class DueNotes(Due due, ProgrammeBook programmes, TimeProvider clock)
{
    private static readonly DueKind[] Kinds = Enum.GetValues<DueKind>();

    /// <summary>Notes what a commit brings nearer, before it is written: a note too many costs a look, one too few a promise.</summary>
    public async Task BeforeCommitAsync(Account? before, Commit commit, CancellationToken cancellation)
    {
        var after = commit.After;
        foreach (var kind in Kinds)
        {
            if (after.NextDue(kind, programmes.Current) is { } next && !IsNoted(kind, before, next))
            {
                await due.PutAsync(kind, after.MemberId, next, cancellation);
            }
        }

        if (commit.Profile?.Profile.BirthDate is { } birthDate)
        {
            await due.PutAsync(DueKind.Birthday, after.MemberId, Birthdays.NextAfter(birthDate, clock.GetUtcNow(), programmes.Current), cancellation);
        }
    }

    /// <summary>Journeys are noted for one version of the programme: another may have brought some that the account does not know.</summary>
    private bool IsNoted(DueKind kind, Account? before, DateTimeOffset next) =>
        before?.NextDue(kind, programmes.Current) <= next && (kind != DueKind.Journey || before?.Personal.Version == programmes.Current.Version);

    /// <summary>A row has been worked on: the account's next one is written, and only then it goes.</summary>
    public async Task AfterWorkAsync(DueKind kind, DueRow row, Account? account, CancellationToken cancellation)
    {
        if (account?.NextDue(kind, programmes.Current) is { } next && Due.PartitionOf(kind, row.MemberId, next) != row.Partition)
        {
            await due.PutAsync(kind, row.MemberId, next, cancellation);
            await due.DeleteAsync(row, cancellation);
        }
        else if (account?.NextDue(kind, programmes.Current) is null)
        {
            await due.DeleteAsync(row, cancellation);
        }
    }

    /// <summary>What has fallen due, as far as one transaction takes it.</summary>
    public Decision<CatchUp.Outcome> CatchUp(Account account, DateTimeOffset at) => new CatchUp(at).Decide(account, programmes.Current);
}

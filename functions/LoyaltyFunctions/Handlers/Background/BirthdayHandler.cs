using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.UseCases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Somebody has birthday: what rules and journeys give for that, once a year, by an operation known by member and day. The next birthday is
/// noted before the note goes. A note that the profile does not bear out any more stands for nothing.
/// </summary>
public sealed class BirthdayHandler(Ledger ledger, Due due, Successors members, Arrivals arrivals, ProgrammeBook programmes)
{
    /// <summary>What was committed now or by a run before that did not come to its end; the caller publishes it.</summary>
    public async Task<Publication?> KeepAsync(string memberId, DateTimeOffset now, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        if (await members.FindAsync(memberId, cancellation) is not { Account.MemberId: { } stayed }
            || await ledger.FindProfileAsync(stayed, cancellation) is not { Profile: { BirthDate: { } birthDate } profile }
            || Birthdays.At(birthDate, now, programme) is not { } birthday)
        {
            return null;
        }

        var operation = Operation.Own("birthday", stayed, birthday.ToString("O", null));
        var command = new EarnEvent(Occasions.Birthday, EntrySource.Hub, now, now, MemberFactsReader.Of(profile, programme));
        return await arrivals.EarnAsync(
            stayed, operation, Occasions.Birthday, (account, budgets) => (command with { Budgets = budgets }).Decide(account, programme));
    }

    /// <summary>After what <see cref="KeepAsync"/> committed has been published.</summary>
    public async Task NoteNextAsync(DueRow row, DateTimeOffset now, CancellationToken cancellation)
    {
        var profile = await ledger.FindProfileAsync(row.MemberId, cancellation);
        if (profile?.Profile.BirthDate is { } birthDate)
        {
            var next = Birthdays.NextAfter(birthDate, now, programmes.Current);
            if (Due.PartitionOf(Loyalty.Accounts.DueKind.Birthday, row.MemberId, next) == row.Partition)
            {
                return;
            }

            await due.PutAsync(Loyalty.Accounts.DueKind.Birthday, row.MemberId, next, cancellation);
        }

        await due.DeleteAsync(row, cancellation);
    }
}

using Loyalty.Accounts;
using Loyalty.Safety;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>`GET /api/holds`: all members of whom something is held back now, as their accounts say.</summary>
public sealed class HoldLister(Ledger ledger, Holds holds, ProgrammeBook programmes, TimeProvider clock)
{
    public async Task<HeldMemberPage> ListAsync(PageRequest page, CancellationToken cancellation)
    {
        var items = new List<HeldMemberView>(page.Limit);
        await foreach (var note in holds.AllAsync(After(page.Cursor), cancellation))
        {
            var account = (await ledger.FindAsync(note.MemberId, cancellation))?.Account;
            IReadOnlyList<Hold> held = account is { Status: AccountStatus.Open } ? Hold.AllOn(account, programmes.Current, clock.GetUtcNow()) : [];
            if (held.Count == 0)
            {
                await holds.DeleteAsync(note, cancellation);
                continue;
            }

            items.Add(new HeldMemberView(note.MemberId, [.. held.Select(HoldView.Of)]));
            if (items.Count == page.Limit)
            {
                return new HeldMemberPage(items, note.MemberId);
            }
        }

        return new HeldMemberPage(items, null);
    }

    private static string? After(string? cursor) => cursor is null || (cursor.Length <= 64 && cursor.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c)))
        ? cursor
        : throw new ProblemException(Problem.Invalid, errors: [new("/cursor", "is not a cursor of this list")]);
}

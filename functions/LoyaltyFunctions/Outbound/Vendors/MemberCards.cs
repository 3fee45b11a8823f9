using Loyalty.Accounts;
using Loyalty.Entries;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>Reads what is so now. Lifetime points are counted on from where the contact was told last, so that a long history is read once.</summary>
public sealed class MemberCards(Ledger ledger, ProgrammeBook programmes, TimeProvider clock)
{
    /// <summary>Null for a member who is erased, merged into another, or has never been.</summary>
    internal async Task<MemberCard?> ReadAsync(Contact contact, CancellationToken cancellation)
    {
        if (await ledger.FindAsync(contact.MemberId, cancellation) is not { Account: { Status: AccountStatus.Open } account }
            || await ledger.FindProfileAsync(contact.MemberId, cancellation) is not { Profile: var profile })
        {
            return null;
        }

        var view = account.At(clock.GetUtcNow(), programmes.Current);
        var counted = await CountAsync(contact, account.Sequence, cancellation);
        var email = profile.Consents?.Email == true ? profile.Email : null;
        return new MemberCard(counted, email, view.Tier.Id, view.Points.Value, [.. programmes.Current.Tiers.Levels.Select(level => level.Id)]);
    }

    private async Task<Contact> CountAsync(Contact contact, long sequence, CancellationToken cancellation)
    {
        if (sequence <= contact.Sequence)
        {
            return contact;
        }

        var entries = await ledger.EntriesAsync(contact.MemberId, sequence + 1, (int)(sequence - contact.Sequence), cancellation);
        var active = entries.Where(entry => entry.Kind is EntryKind.Earn or EntryKind.Bonus or EntryKind.Reserve or EntryKind.Redeem);
        return contact with
        {
            Sequence = sequence,
            Lifetime = contact.Lifetime + entries.Where(entry => Counts(entry.Kind)).Sum(entry => entry.Points.Value),
            ActiveAt = active.Select(entry => (DateTimeOffset?)entry.OccurredAt).Append(contact.ActiveAt).Max(),
        };
    }

    private static bool Counts(EntryKind kind) => kind is EntryKind.Earn or EntryKind.Bonus or EntryKind.Release or EntryKind.Reverse;
}

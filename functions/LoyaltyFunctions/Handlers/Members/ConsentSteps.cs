using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.UseCases;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// A profile with the questions that its new consents raise, and what follows from those that hold now. Codes follow from the operation, so
/// that a repetition asks the same.
/// </summary>
public sealed record ConsentSteps(MemberProfile Profile, GiveConsent Command)
{
    private const int CodeLength = 16;

    public static ConsentSteps Of(MemberProfile? before, MemberProfile after, Operation operation, Programme programme, DateTimeOffset now)
    {
        var waiting = after.Profile.ToConfirmUnder(programme.Contact);
        var asked = after.Profile.Asked ?? new Dictionary<string, string>();
        var fresh = waiting.Where(channel => !asked.ContainsKey(channel)).Select(channel => KeyValuePair.Create(channel, CodeOf(operation, channel))).ToArray();
        var open = asked.Where(question => waiting.Contains(question.Key)).Concat(fresh).ToDictionary();
        var profile = after with { Profile = after.Profile with { Asked = open.Count == 0 ? null : open } };
        IReadOnlyList<string> opened = [.. after.Profile.ChannelsUnder(programme.Contact).Except(before?.Profile.ChannelsUnder(programme.Contact) ?? [])];
        var source = EntrySource.Hub with { Reference = DeliveryOf(after, [.. opened, .. fresh.Select(question => question.Key)]) };
        return new ConsentSteps(profile, new GiveConsent(opened, fresh, source, now, MemberFactsReader.Of(after.Profile, programme))
        {
            OnBoards = (before?.Profile.Pseudonym is null) == (after.Profile.Pseudonym is null) ? null : after.Profile.Pseudonym is not null,
            ContactChanged = before is not null
                && (IsOther(before, "email", before.Profile.Email, after.Profile.Email) || IsOther(before, "phone", before.Profile.Phone, after.Profile.Phone)),
        });
    }

    /// <summary>The account and entries with what follows.</summary>
    public (Account After, IReadOnlyList<LedgerEntry> Entries) After(Account account, IReadOnlyList<LedgerEntry> entries, Programme programme)
    {
        var decision = Command.Decide(account, programme);
        return (decision.Account, decision.Entries.Count == 0 ? entries : [.. entries, .. decision.Entries]);
    }

    // The first address is no change: there was none to take over.
    private static bool IsOther(MemberProfile before, string type, string? was, string? now) =>
        was != now && (was is not null || before.Identities.Any(identity => identity.Type == type));

    /// <summary>The delivery that told the last of these consents.</summary>
    private static string? DeliveryOf(MemberProfile profile, IReadOnlyList<string> channels) =>
        profile.ToldBy?.Where(told => channels.Contains(told.Key)).Select(told => told.Value).MaxBy(told => told.At)?.DeliveryId;

    private static string CodeOf(Operation operation, string channel) => Keys.Hash("confirm", operation.Key, channel)[..CodeLength];
}

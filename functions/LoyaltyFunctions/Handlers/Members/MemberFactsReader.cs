using Loyalty.Members;
using Loyalty.Programmes;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// What a programme may ask about a member besides the account. The profile is read only when a rule asks for a birthday or a journey may
/// write to the member.
/// </summary>
public sealed class MemberFactsReader(Ledger ledger, ProgrammeBook programmes)
{
    public async Task<MemberFacts> ReadAsync(string memberId, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        return AsksOfProfile(programme) && await ledger.FindProfileAsync(memberId, cancellation) is { Profile: var profile }
            ? Of(profile, programme)
            : MemberFacts.None;
    }

    public static MemberFacts Of(Profile profile, Programme programme) =>
        new(profile.BirthDate, []) { Channels = profile.ChannelsUnder(programme.Contact) };

    private static bool AsksOfProfile(Programme programme) =>
        programme.Earn.Any(rule => rule.When.BirthdayWithin is not null)
        || programme.Journeys.Any(journey => journey.Then.Message is not null || journey.When.BirthdayWithin is not null);
}

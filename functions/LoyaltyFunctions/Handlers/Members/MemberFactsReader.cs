using Loyalty.Members;
using Loyalty.Programmes;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// What a programme may ask about a member besides the account. The profile is read only when a rule asks for a birthday or a segment that
/// needs it, or a journey may write to the member.
/// </summary>
public sealed class MemberFactsReader(Ledger ledger, ProgrammeBook programmes)
{
    public async Task<MemberFacts> ReadAsync(string memberId, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        return NeedsProfile(programme) && await ledger.FindProfileAsync(memberId, cancellation) is { } found
            ? Of(found, programme)
            : MemberFacts.None;
    }

    /// <summary>Everything that an offer may ask, when it is shown or activated.</summary>
    public async Task<MemberFacts> ReadForOffersAsync(string memberId, CancellationToken cancellation)
    {
        var found = await ledger.FindProfileAsync(memberId, cancellation);
        return Of(found, programmes.Current) with { HasLinkedCard = found?.Identities.Any(identity => identity.Type == Identity.PaymentCard) == true };
    }

    /// <summary>With who works here, by the programme's own cards.</summary>
    public static MemberFacts Of(MemberProfile? found, Programme programme) =>
        Of(found?.Profile, programme) with { IsStaff = found is not null && programme.Safety.Staff?.Includes(found.Identities) == true };

    public static MemberFacts Of(Profile? profile, Programme programme) => profile is null
        ? MemberFacts.None
        : MemberFacts.Of(profile) with { Channels = profile.ChannelsUnder(programme.Contact) };

    /// <summary>Whether anything asks what only the profile tells.</summary>
    public static bool NeedsProfile(Programme programme) =>
        programme.Safety.Staff is not null
        || programme.Earn.Any(rule => rule.When.BirthdayWithin is not null || AsksProfile(programme, rule.When))
        || programme.Journeys.Any(journey => journey.Then.Message is not null || journey.When.BirthdayWithin is not null || AsksProfile(programme, journey.When))
        || programme.Goals.Any(goal => AsksProfile(programme, goal.When));

    private static bool AsksProfile(Programme programme, Conditions when) =>
        when.Segments is { } named && programme.Segments.Any(segment => segment.AsksProfile && named.Contains(segment.Id, StringComparer.OrdinalIgnoreCase));
}

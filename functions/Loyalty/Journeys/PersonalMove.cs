using Loyalty.Accounts;
using Loyalty.Entries;

namespace Loyalty.Journeys;

/// <summary>What a member alone has comes along when two members become one.</summary>
internal static class PersonalMove
{
    public static PersonalEffect? Away(PersonalState state) => state is { Grants.Count: 0, Gifts.Count: 0, LastPurchase: null, IsOnBoards: false, Staff: null, Ring: null }
        ? null
        : new PersonalEffect { Grants = [.. state.Grants.Select(Opposite)], Gifts = state.Gifts, LastPurchase = state.LastPurchase, OnBoards = state.IsOnBoards ? true : null, Staff = state.Staff, Ring = state.Ring };

    public static PersonalEffect? Into(PersonalEffect? away) => away is null
        ? null
        : new PersonalEffect { Grants = [.. away.Grants.Select(Opposite)], Gifts = away.Gifts, LastPurchase = away.LastPurchase, OnBoards = away.OnBoards, Staff = away.Staff, Ring = away.Ring };

    private static GrantChange Opposite(GrantChange grant) => grant with { Uses = -grant.Uses };
}

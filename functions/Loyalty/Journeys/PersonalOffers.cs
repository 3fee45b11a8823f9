using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Journeys;

/// <summary>Rules that are open only to members to whom they have been offered.</summary>
internal static class PersonalOffers
{
    public static IReadOnlyList<OpenRule> Held(this IReadOnlyList<OpenRule> open, Account account, DateOnly day) =>
        open.All(rule => IsOpen(rule.Rule, account, day)) ? open : [.. open.Where(rule => IsOpen(rule.Rule, account, day))];

    public static bool IsOpen(EarnRule rule, Account account, DateOnly day) =>
        !rule.IsPersonal || account.Personal.Find(GrantKind.Offer, rule.Id, day) is not null;

    /// <summary>One use of each personal rule that gave something; null where none did.</summary>
    public static PersonalEffect? Used(Programme programme, Account account, IReadOnlyList<RulePoints> granted, DateOnly day)
    {
        GrantChange[] used =
        [
            .. from rule in granted
               where programme.Rule(rule.Id)?.IsPersonal == true
               let grant = account.Personal.Find(GrantKind.Offer, rule.Id, day)
               where grant is not null
               select grant with { Uses = -1 },
        ];
        return used.Length == 0 ? null : new PersonalEffect { Grants = used };
    }
}

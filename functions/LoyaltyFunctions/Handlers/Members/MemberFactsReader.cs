using Loyalty.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>What a programme may ask about a member besides the account. The profile is read only when a rule asks for a birthday.</summary>
public sealed class MemberFactsReader(Ledger ledger, ProgrammeBook programmes)
{
    public async Task<MemberFacts> ReadAsync(string memberId, CancellationToken cancellation)
    {
        if (!programmes.Current.Earn.Any(rule => rule.When.BirthdayWithin is not null))
        {
            return MemberFacts.None;
        }

        var member = await ledger.FindProfileAsync(memberId, cancellation);
        return new MemberFacts(member?.Profile.BirthDate, []);
    }
}

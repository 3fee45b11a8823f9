using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// Erasure. The profile's row is deleted in the transaction that closes the account; identities and waiting deliveries go after it, by the
/// hashes that the operation keeps, so that the sweeper can finish what a crash interrupts.
/// </summary>
public sealed class EraseHandler(Ledger ledger, EraseFollowUp followUp, KeyedCommands commands, ProgrammeBook programmes, TimeProvider clock)
{
    public async Task<IActionResult> HandleAsync(Caller caller, string memberId, Operation operation, CancellationToken cancellation, string? reason = null)
    {
        var (read, profile) = await ledger.FindWithProfileAsync(memberId, cancellation);
        return await commands.RunAsync(memberId, operation, Decide, cancellation, new KeyedSteps(
            ReadAgain: async () => (read, profile) = await ledger.FindWithProfileAsync(memberId, cancellation),
            Afterwards: _ => followUp.FinishAsync(memberId, operation.Key, cancellation)));

        Ruling Decide(Account account)
        {
            // An account without a profile is being erased by somebody else, or has been.
            if (account.Status != AccountStatus.Open || profile is null)
            {
                return Ruling.NotFound;
            }

            var decision = new EraseAccount(new EntrySource(caller.Partner), clock.GetUtcNow()) { Reason = reason }.Decide(account, programmes.Current);
            IReadOnlyList<string> hashes = [.. profile.Identities.Select(identity => identity.Hash)];
            return new Ruling(new Answer(204, [])) { After = decision.Account, Entries = decision.Entries, Erased = hashes, ReadAt = read!.Commits };
        }
    }
}

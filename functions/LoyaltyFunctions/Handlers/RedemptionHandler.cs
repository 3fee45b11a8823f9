using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers;

/// <summary>The first phase of a redemption, or the only one: points are set aside, or spent at once.</summary>
public sealed class RedemptionHandler(KeyedCommands commands, ProgrammeBook programmes, TimeProvider clock)
{
    public Task<IActionResult> HandleAsync(Caller caller, string memberId, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var wish = JsonRequest.Read(body, RedemptionReader.Read)!;
        var source = new EntrySource(caller.Partner, Reference: wish.Reference);
        return commands.RunAsync(memberId, operation, Decide, cancellation);

        Ruling Decide(Account account)
        {
            var (id, now) = (RedemptionId.Of(memberId, operation), clock.GetUtcNow());
            var (outcome, entries, after) = wish.Capture
                ? Plain(new RedeemPoints(id, wish.Request, source, now).Decide(account, programmes.Current))
                : Plain(new ReservePoints(id, wish.Request, source, now).Decide(account, programmes.Current));
            return entries.Count == 0 ? Refuse(outcome) : RedemptionRuling.Of(201, entries[^1], entries, after, programmes.Current);
        }
    }

    private static (string Outcome, IReadOnlyList<LedgerEntry> Entries, Account After) Plain<T>(Decision<T> decision)
        where T : struct, Enum => (decision.Outcome.ToString(), decision.Entries, decision.Account);

    // Both ways to redeem refuse for the same reasons under the same names.
    private static Ruling Refuse(string outcome) => outcome switch
    {
        nameof(RedeemPoints.Outcome.AccountClosed) => Ruling.NotFound,
        nameof(RedeemPoints.Outcome.AmountNotPositive) or nameof(RedeemPoints.Outcome.BelowMinimum) => Ruling.Refuse(Problem.BelowMinimum),
        nameof(RedeemPoints.Outcome.InsufficientPoints) => Ruling.Refuse(Problem.InsufficientPoints),
        _ => Ruling.Refuse(Problem.RewardUnavailable),
    };
}

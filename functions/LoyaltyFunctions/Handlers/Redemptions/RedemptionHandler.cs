using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>
/// The first phase of a redemption, or the only one: points are set aside, or spent at once. A reward with a limited stock has a unit
/// taken before that, once it is known that nothing else stands in the way.
/// </summary>
public sealed class RedemptionHandler(KeyedCommands commands, StockHandler stock, Ledger ledger, ProgrammeBook programmes, TimeProvider clock)
{
    public Task<IActionResult> HandleAsync(Caller caller, string memberId, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        HandleAsync(caller, memberId, operation, JsonRequest.Read(body, RedemptionReader.Read)!, Show, cancellation);

    /// <summary>The same for a wish that was read, with the answer that the caller wants to see.</summary>
    public Task<IActionResult> HandleAsync(
        Caller caller, string memberId, Operation operation, RedemptionWish wish, Func<RedemptionRow, Answer> show, CancellationToken cancellation)
    {
        var (id, source) = (RedemptionId.Of(memberId, operation.Key), new EntrySource(caller.Partner, wish.Request.StoreId, Reference: wish.Reference));
        return wish.Request.RewardId is { } rewardId && stock.LimitOf(rewardId) is not null
            ? HandleLimitedAsync(memberId, operation, rewardId, Decided, cancellation)
            : commands.RunAsync(memberId, operation, Decided, cancellation);

        Ruling Decided(Account account)
        {
            var ruling = Decide(wish, id, source, account);
            return ruling.Entries is [.., var last] ? ruling with { Answer = show(RedemptionRow.From(last)) } : ruling;
        }
    }

    private Task<IActionResult> HandleLimitedAsync(
        string memberId,
        Operation operation,
        string rewardId,
        Func<Account, Ruling> decide,
        CancellationToken cancellation)
    {
        var isTaken = false;
        return commands.RunAsync(memberId, operation, Decide, cancellation, new KeyedSteps
        {
            Hold = new StockHold(operation.RequestHash, rewardId),
            Before = TakeAsync,
            Afterwards = ruling => isTaken && ruling is { Entries.Count: 0, Replayed: false }
                ? stock.SettleAsync(memberId, operation, rewardId, cancellation)
                : Task.CompletedTask,
        });

        Ruling Decide(Account account) => decide(account) is var ruling && (isTaken || ruling.Entries.Count == 0)
            ? ruling
            : Ruling.Refuse(Problem.RewardUnavailable);

        // Not for what was answered before, and not for what is refused without asking for a unit.
        async Task TakeAsync() => isTaken =
            await ledger.FindOperationAsync(memberId, operation.Key, cancellation) is null
            && await ledger.FindAsync(memberId, cancellation) is { } found
            && decide(found.Account).Entries.Count > 0
            && await stock.TryTakeAsync(rewardId, RedemptionId.Of(memberId, operation.Key), cancellation);
    }

    private Ruling Decide(RedemptionWish wish, string id, EntrySource source, Account account)
    {
        var now = clock.GetUtcNow();
        var (outcome, entries, after) = wish.Capture
            ? Plain(new RedeemPoints(id, wish.Request, source, now).Decide(account, programmes.Current))
            : Plain(new ReservePoints(id, wish.Request, source, now) { HoldFor = wish.HoldFor }.Decide(account, programmes.Current));
        return entries.Count == 0 ? Refuse(outcome) : RedemptionRuling.Of(201, entries[^1], entries, after, programmes.Current);
    }

    private Answer Show(RedemptionRow redemption) => RedemptionRuling.Show(201, redemption, programmes.Current);

    private static (string Outcome, IReadOnlyList<LedgerEntry> Entries, Account After) Plain<T>(Decision<T> decision)
        where T : struct, Enum => (decision.Outcome.ToString(), decision.Entries, decision.Account);

    // Both ways to redeem refuse for the same reasons under the same names.
    private static Ruling Refuse(string outcome) => outcome switch
    {
        nameof(RedeemPoints.Outcome.AccountClosed) => Ruling.NotFound,
        nameof(RedeemPoints.Outcome.AmountNotPositive) or nameof(RedeemPoints.Outcome.BelowMinimum) => Ruling.Refuse(Problem.BelowMinimum),
        nameof(RedeemPoints.Outcome.CoolingDown) => Ruling.Refuse(Problem.HeldBack, "cooling-down"),
        nameof(RedeemPoints.Outcome.TooManyRedemptions) => Ruling.Refuse(Problem.HeldBack, "velocity"),
        nameof(RedeemPoints.Outcome.InRing) => Ruling.Refuse(Problem.HeldBack, "ring"),
        nameof(RedeemPoints.Outcome.StoreMissing) => Ruling.Refuse(Problem.RewardUnavailable, "store-missing"),
        nameof(RedeemPoints.Outcome.OtherStore) => Ruling.Refuse(Problem.RewardUnavailable, "other-store"),
        nameof(RedeemPoints.Outcome.InsufficientPoints) => Ruling.Refuse(Problem.InsufficientPoints),
        _ => Ruling.Refuse(Problem.RewardUnavailable),
    };
}

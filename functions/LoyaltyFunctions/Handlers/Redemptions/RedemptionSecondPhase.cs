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
/// Capture or cancel of what was reserved. The same step again answers with the state that it led to; the other step, or any step after
/// the reservation lapsed, comes too late.
/// </summary>
public sealed class RedemptionSecondPhase(KeyedCommands commands, Ledger ledger, ProgrammeBook programmes, TimeProvider clock)
{
    public Task<IActionResult> CaptureAsync(Caller caller, string id, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var points = body.IsEmpty ? null : JsonRequest.Read(body, RedemptionReader.ReadPoints);
        return RunAsync(id, operation, ReservationStep.Captured, Decide, cancellation);

        (Problem?, IReadOnlyList<LedgerEntry>, Account) Decide(Account account)
        {
            var decision = new CaptureReservation(id, points, Source(caller, id), clock.GetUtcNow()).Decide(account, programmes.Current);
            return (RefusalOf(decision.Outcome), decision.Entries, decision.Account);
        }
    }

    public Task<IActionResult> CancelAsync(Caller caller, string id, Operation operation, CancellationToken cancellation)
    {
        return RunAsync(id, operation, ReservationStep.Cancelled, Decide, cancellation);

        (Problem?, IReadOnlyList<LedgerEntry>, Account) Decide(Account account)
        {
            var decision = new CancelReservation(id, Source(caller, id), clock.GetUtcNow()).Decide(account, programmes.Current);
            return (decision.Entries.Count > 0 ? null : Problem.RedemptionClosed, decision.Entries, decision.Account);
        }
    }

    private async Task<IActionResult> RunAsync(
        string id,
        Operation operation,
        ReservationStep step,
        Func<Account, (Problem? Refusal, IReadOnlyList<LedgerEntry> Entries, Account After)> decide,
        CancellationToken cancellation)
    {
        var memberId = RedemptionId.MemberOf(id) ?? throw new ProblemException(Problem.NotFound);
        for (var attempt = 1; ; attempt++)
        {
            var state = await ledger.FindRedemptionAsync(memberId, id, cancellation) ?? throw new ProblemException(Problem.NotFound);
            try
            {
                return await commands.RunAsync(memberId, operation, account => Decide(state, account, attempt), cancellation);
            }
            catch (AccountChangedException) when (attempt == 1)
            {
                // A twin ended the redemption between the two reads; how, its row tells now.
            }
        }

        Ruling Decide(RedemptionRow state, Account account, int attempt)
        {
            if (state.Step == step || (step == ReservationStep.Captured && state.Step == ReservationStep.Spent))
            {
                return new Ruling(RedemptionRuling.Show(200, state, programmes.Current));
            }

            var (refusal, entries, after) = decide(account);
            if (refusal == Problem.RedemptionClosed && state.Step == ReservationStep.Opened && attempt == 1)
            {
                throw new AccountChangedException(account.MemberId);
            }

            var own = entries.FirstOrDefault(entry => entry.Reservation is { } change && change.Id == id && change.Step == step);
            return refusal is not null ? Ruling.Refuse(refusal) : RedemptionRuling.Of(200, own!, entries, after, programmes.Current);
        }
    }

    private static EntrySource Source(Caller caller, string id) => new(caller.Partner, Reference: id);

    private static Problem? RefusalOf(CaptureReservation.Outcome outcome) => outcome switch
    {
        CaptureReservation.Outcome.Captured => null,
        CaptureReservation.Outcome.AmountNotPositive or CaptureReservation.Outcome.MoreThanReserved => Problem.Invalid,
        _ => Problem.RedemptionClosed,
    };
}

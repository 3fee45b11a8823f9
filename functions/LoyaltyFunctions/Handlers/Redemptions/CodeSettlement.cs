using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>A code that a till has accepted, and on which receipt.</summary>
public sealed record UsedCode(string Code, string StoreId, string ReceiptId)
{
    // With fifty stores of the longest names in it.
    private const int MaxCode = 100_000;

    public static UsedCode? Read(Fields body)
    {
        var (code, store, receipt) = (body.Required("code", MaxCode), body.Required("storeId"), body.Required("receiptId"));
        return code is null || store is null || receipt is null ? null : new UsedCode(code, store, receipt);
    }
}

/// <summary>
/// `POST /api/codes/redemptions`: a till tells which code it has accepted, at once or days later. The first receipt spends what the code holds; the
/// operation is known by the code alone, so another receipt finds it taken, is refused and reported. So is a store where the code is not good;
/// that spends nothing and leaves the code to the stores where it is.
/// </summary>
public sealed class CodeSettlement(KeyedCommands commands, CodeSigner signer, CodeMisuse misuse, ProgrammeBook programmes, TimeProvider clock)
{
    public async Task<IActionResult> SettleAsync(Caller caller, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var used = JsonRequest.Read(body, UsedCode.Read)!;
        if (signer.Read(used.Code) is not { } claims)
        {
            throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/code", "is not a code of this hub")]);
        }

        var use = new CodeMisuseData(claims.Jti, caller.Partner, used.StoreId, used.ReceiptId);
        if (!claims.IsGoodIn(used.StoreId))
        {
            await misuse.ReportMisplacedAsync(claims.Sub, use, cancellation);
            throw new ProblemException(Problem.RewardUnavailable, "other-store");
        }

        var operation = new Operation(Keys.Hash("code", claims.Jti), Keys.Hash("code", claims.Jti, caller.Partner, used.StoreId, used.ReceiptId));
        var source = new EntrySource(caller.Partner, used.StoreId, used.ReceiptId, Reference: claims.Jti);
        try
        {
            return await commands.RunAsync(claims.Sub, operation, Decide, cancellation);
        }
        catch (ProblemException e) when (e.Problem == Problem.IdempotencyKeyReused)
        {
            await misuse.ReportReusedAsync(claims.Sub, use, cancellation);
            throw new ProblemException(Problem.CodeUsed);
        }

        Ruling Decide(Account account)
        {
            var decision = new CaptureReservation(claims.Jti, null, source, clock.GetUtcNow()).Decide(account, programmes.Current);
            return decision.Outcome switch
            {
                CaptureReservation.Outcome.Captured => RedemptionRuling.Of(200, decision.Entries.Last(entry => entry.Reservation is not null), decision.Entries, decision.Account, programmes.Current),
                CaptureReservation.Outcome.AccountClosed => Ruling.NotFound,
                _ => Ruling.Refuse(Problem.RedemptionClosed),
            };
        }
    }
}

using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>Tells that a code came from a second receipt, once for each: somebody has copied it, or two tills accepted it without a call.</summary>
public sealed class CodeReuse(Ledger ledger, Outbox outbox, Publications publications, Publisher publisher)
{
    public async Task ReportAsync(string memberId, CodeReusedData reused, CancellationToken cancellation)
    {
        var operation = Operation.Own("code-reused", reused.RedemptionId, reused.Partner, reused.StoreId, reused.ReceiptId);
        if (await ledger.FindOperationAsync(memberId, operation.Key, cancellation) is not null
            || await ledger.FindAsync(memberId, cancellation) is not { Account.Sequence: var sequence })
        {
            return;
        }

        var behind = await outbox.PutCommitAsync(memberId, operation.Key);
        var data = new Answer(0, ApiJson.Write(reused, ApiJson.Default.CodeReusedData));
        var report = new OperationRecord(operation.RequestHash, data, sequence + 1, sequence, LoyaltyEvents.CodeReused);
        if (await ledger.TryAnnounceAsync(memberId, operation, report, cancellation))
        {
            await publisher.PublishLaterAsync((await publications.OfAsync(memberId, operation.Key, cancellation))!, behind);
        }
    }
}

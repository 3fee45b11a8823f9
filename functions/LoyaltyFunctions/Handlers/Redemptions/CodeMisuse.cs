using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>
/// Tells that a code came from a second receipt, or from a store where it is not good, once for each: somebody has copied it, or a till has
/// accepted it without a call and without a look.
/// </summary>
public sealed class CodeMisuse(Ledger ledger, Outbox outbox, Publications publications, Publisher publisher)
{
    public Task ReportReusedAsync(string memberId, CodeMisuseData use, CancellationToken cancellation) =>
        ReportAsync(memberId, use, "code-reused", LoyaltyEvents.CodeReused, cancellation);

    public Task ReportMisplacedAsync(string memberId, CodeMisuseData use, CancellationToken cancellation) =>
        ReportAsync(memberId, use, "code-misplaced", LoyaltyEvents.CodeMisplaced, cancellation);

    private async Task ReportAsync(string memberId, CodeMisuseData use, string name, string type, CancellationToken cancellation)
    {
        var operation = Operation.Own(name, use.RedemptionId, use.Partner, use.StoreId, use.ReceiptId);
        if (await ledger.FindOperationAsync(memberId, operation.Key, cancellation) is not null
            || await ledger.FindAsync(memberId, cancellation) is not { Account.Sequence: var sequence })
        {
            return;
        }

        var behind = await outbox.PutCommitAsync(memberId, operation.Key);
        var data = new Answer(0, ApiJson.Write(use, ApiJson.Default.CodeMisuseData));
        var report = new OperationRecord(operation.RequestHash, data, sequence + 1, sequence, type);
        if (await ledger.TryAnnounceAsync(memberId, operation, report, cancellation))
        {
            await publisher.PublishLaterAsync((await publications.OfAsync(memberId, operation.Key, cancellation))!, behind);
        }
    }
}

using Loyalty.Accounts;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Says that points of a member are about to expire, once for each last day. The operation that keeps this is known by member and day, so
/// that a run which is repeated, or comes again the next day, finds it.
/// </summary>
public sealed class ExpiringHandler(Ledger ledger, Outbox outbox, Publications publications, Publisher publisher, ExpiryReminder reminder)
{
    /// <summary>How many last days were told of.</summary>
    public async Task<int> TellAsync(string memberId, CancellationToken cancellation)
    {
        if (await ledger.FindAsync(memberId, cancellation) is not { Account: { Status: AccountStatus.Open } account })
        {
            return 0;
        }

        var told = 0;
        foreach (var expiring in reminder.Soon(account))
        {
            told += await TellAsync(account, expiring, cancellation) ? 1 : 0;
        }

        return told;
    }

    private async Task<bool> TellAsync(Account account, ExpiringPoints expiring, CancellationToken cancellation)
    {
        var operation = Operation.Own("expiring", account.MemberId, expiring.On.ToString("O", null));
        if (await ledger.FindOperationAsync(account.MemberId, operation.Key, cancellation) is not null)
        {
            return false;
        }

        // Before it is kept that the day was told of: a run that dies in between reminds again, by the same operation.
        await reminder.RemindAsync(account.MemberId, expiring, cancellation);
        var behind = await outbox.PutCommitAsync(account.MemberId, operation.Key);
        var data = new Answer(0, ApiJson.Write(new ExpiringView(expiring.On, expiring.Points.Value), ApiJson.Default.ExpiringView));
        var announcement = new OperationRecord(operation.RequestHash, data, account.Sequence + 1, account.Sequence, LoyaltyEvents.PointsExpiring);
        if (!await ledger.TryAnnounceAsync(account.MemberId, operation, announcement, cancellation))
        {
            // Told just now, by a run beside this one or with the answer lost: the row is the sweeper's.
            return false;
        }

        await publisher.PublishAsync((await publications.OfAsync(account.MemberId, operation.Key, cancellation))!);
        await outbox.DeleteAsync(behind);
        return true;
    }
}

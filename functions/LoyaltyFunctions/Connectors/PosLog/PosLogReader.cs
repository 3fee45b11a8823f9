using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.PosLog;

/// <summary>Reads every transaction of a document. One is known by store, workstation, sequence and business day; training, cancelled and
/// unfinished ones earn nothing.</summary>
internal static class PosLogReader
{
    private const int MaxTransactions = 1_000;

    private static readonly IReadOnlyList<string> Finished = ["", "Finished", "Totaled", "Delivered"];

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (!XmlBody.TryParse(request.Body, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        if (root.Name != PosLogNode.Arts + "POSLog") return ParsedDelivery.Unreadable($"The root must be POSLog of {PosLogNode.Arts}.");
        var log = new PosLogNode(root, "", []);
        var transactions = log.Children("Transaction");
        if (transactions.Count is 0 or > MaxTransactions) log.Fault($"must hold 1 to {MaxTransactions} transactions");
        var events = log.Faults.Count > 0 ? [] : transactions.SelectMany(transaction => ReadTransaction(transaction, partner)).ToList();
        return log.Faults.Count > 0 ? ParsedDelivery.Refused(log.Faults) : ParsedDelivery.Of(events);
    }

    private static IReadOnlyList<InboundEvent> ReadTransaction(PosLogNode transaction, Partner partner)
    {
        var at = PosLogTime.Read(transaction);
        if (at is null) return [];
        if (transaction.Child("RetailTransaction") is not { } retail) return [new NotHandled(at.Value, "POSLog without retail transaction")];
        if (transaction.IsSet("TrainingModeFlag")) return [new NotHandled(at.Value, "POSLog training")];
        if (transaction.IsSet("CancelFlag")) return [new NotHandled(at.Value, "POSLog cancelled")];
        var voided = retail.Children("TransactionLink").FirstOrDefault(PosLogReceipt.IsVoid);
        if (voided is not null) return PosLogReceipt.Read(voided, partner.Id) is { } receipt ? [new PurchaseVoided(at.Value, receipt)] : [];
        return Finished.Contains(retail.Attribute("TransactionStatus"))
            ? ReadRetail(transaction, retail, at.Value, partner)
            : [new NotHandled(at.Value, "POSLog not finished")];
    }

    private static IReadOnlyList<InboundEvent> ReadRetail(PosLogNode transaction, PosLogNode retail, DateTimeOffset at, Partner partner)
    {
        var before = transaction.Faults.Count;
        var receipt = PosLogReceipt.Read(transaction, partner.Id);
        var code = transaction.Text("CurrencyCode") ?? partner.Currency ?? "";
        if (!Currency.TryGet(code, out var currency)) transaction.Fault("has no CurrencyCode that is an active ISO 4217 code");
        if (transaction.Faults.Count > before || receipt is null || currency is null) return [];
        var basket = PosLogBasket.Read(retail, currency, partner.Id);
        if (transaction.Faults.Count > before) return [];
        return [.. Sales(transaction, retail, basket, receipt, at), .. Returns(transaction, basket, receipt, at)];
    }

    private static IEnumerable<InboundEvent> Sales(PosLogNode transaction, PosLogNode retail, PosLogBasket basket, ReceiptKey receipt, DateTimeOffset at)
    {
        // A transaction of returns alone sells nothing.
        if (basket.Sold.Count == 0 && basket.Returned.Count > 0) yield break;
        var purchase = new Purchase(receipt, transaction.Text("WorkstationID"), basket.Total, basket.Sold, basket.Tenders);
        if (purchase.Check() is { } fault)
            transaction.Fault(fault.Detail, fault.Problem == PurchaseProblem.AmountsDisagree ? PurchaseFaults.AmountsDisagree : null);
        else yield return new PurchaseCompleted(at, purchase, PosLogCustomer.Read(retail));
    }

    private static IEnumerable<InboundEvent> Returns(PosLogNode transaction, PosLogBasket basket, ReceiptKey receipt, DateTimeOffset at)
    {
        foreach (var returned in basket.Returned.GroupBy(line => line.Of))
        {
            if (returned.Key is not { } origin)
            {
                yield return new NotHandled(at, "POSLog return that names no sale");
                continue;
            }

            var lines = returned.Select(line => line.Line).ToList();
            var total = basket.Total with { Minor = lines.Sum(line => line.Amount.Minor) };
            var refund = new Refund(origin, $"{receipt.BusinessDate:yyyy-MM-dd}/{receipt.ReceiptId}", total, lines);
            if (refund.Check() is { } fault) transaction.Fault(fault.Detail);
            else yield return new PurchaseRefunded(at, refund);
        }
    }
}

using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.PosLog;

/// <summary>A line that came back, and the sale that it names.</summary>
internal sealed record PosLogReturn(PurchaseLine Line, ReceiptKey? Of);

/// <summary>The lines of a transaction. What was sold less what came back must be the grand or the net amount, whichever the lines are
/// in; lines that the till voided count for neither.</summary>
internal sealed record PosLogBasket(IReadOnlyList<PurchaseLine> Sold, IReadOnlyList<PosLogReturn> Returned, IReadOnlyList<Tender> Tenders, Money Total)
{
    private const int MaxItems = Purchase.MaximumLines + Purchase.MaximumTenders;

    private static readonly IReadOnlyList<string> Totals = ["TransactionGrandAmount", "TransactionNetAmount"];

    public static PosLogBasket Read(PosLogNode retail, Currency currency, string partner)
    {
        var items = retail.Children("LineItem").Where(item => !item.IsSet("VoidFlag")).ToList();
        if (items.Count > MaxItems)
        {
            retail.Fault($"has more than {MaxItems} lines");
            return new PosLogBasket([], [], [], Money.Zero(currency));
        }

        var sold = items.Select(item => item.Child("Sale")).OfType<PosLogNode>().Select(sale => ReadLine(sale, currency)).OfType<PurchaseLine>().ToList();
        var returned = items.Select(item => item.Child("Return")).OfType<PosLogNode>().Select(line => ReadReturn(line, currency, partner)).OfType<PosLogReturn>().ToList();
        var total = new Money(sold.Sum(line => line.Amount.Minor), currency);
        var grand = ReadGrand(retail, total.Minor - returned.Sum(line => line.Line.Amount.Minor), currency);
        var tenders = items.Select(item => item.Child("Tender")).OfType<PosLogNode>().Select(tender => ReadTender(tender, currency)).OfType<Tender>().ToList();
        // Tenders pay the grand amount; for lines without tax, or with returns among them, they would not add up.
        var fit = returned.Count == 0 && grand && tenders.Sum(tender => tender.Amount.Minor) == total.Minor;
        return new PosLogBasket(sold, returned, fit ? tenders : [], total);
    }

    /// <summary>Whether the lines are in the grand amount, with tax.</summary>
    private static bool ReadGrand(PosLogNode retail, long lines, Currency currency)
    {
        var named = retail.Children("Total").Where(total => Totals.Contains(total.Attribute("TotalType"))).ToList();
        var amounts = named.ConvertAll(total => total.Amount(currency));
        if (named.Count == 0) retail.Fault("has no Total of type TransactionGrandAmount or TransactionNetAmount");
        else if (retail.Faults.Count == 0 && !amounts.Exists(amount => amount?.Minor == lines))
            retail.Fault("has lines that add up to none of its totals", PurchaseFaults.AmountsDisagree);
        return named.Where((total, i) => total.Attribute("TotalType") == Totals[0] && amounts[i]?.Minor == lines).Any();
    }

    private static PurchaseLine? ReadLine(PosLogNode line, Currency currency)
    {
        var sku = line.Required("ItemID");
        var category = line.Children("MerchandiseHierarchy").Count == 0 ? null : line.Text("MerchandiseHierarchy");
        var quantity = line.Child("Quantity") is null ? "1" : line.Text("Quantity");
        if (!PurchaseLine.TryParseQuantity(quantity, out var thousandths)) line.Fault("has no Quantity of at most three decimals");
        if (line.Child("ExtendedAmount") is not { } extended)
        {
            line.Fault("has no ExtendedAmount");
            return null;
        }

        return extended.Amount(currency) is { } amount && sku is not null ? new PurchaseLine(sku, category, thousandths, amount) : null;
    }

    // Some tills write what came back with a minus, others without.
    private static PosLogReturn? ReadReturn(PosLogNode line, Currency currency, string partner)
    {
        var origin = line.Child("TransactionLink") is { } link ? PosLogReceipt.Read(link, partner) : null;
        if (ReadLine(line, currency) is not { } read) return null;
        var amount = read.Amount with { Minor = Math.Abs(read.Amount.Minor) };
        return new PosLogReturn(read with { Amount = amount, QuantityThousandths = Math.Abs(read.QuantityThousandths) }, origin);
    }

    private static Tender? ReadTender(PosLogNode tender, Currency currency)
    {
        if (tender.Child("Amount")?.Amount(currency) is not { } amount) return null;
        var type = tender.Attribute("TenderType") is { Length: > 0 and <= 64 } named ? named.ToLowerInvariant() : "other";
        return new Tender(type.StartsWith("gift", StringComparison.Ordinal) ? "giftcard" : type, amount);
    }
}

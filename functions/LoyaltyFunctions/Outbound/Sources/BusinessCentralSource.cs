using System.Globalization;
using System.Net.Http.Headers;
using Loyalty;
using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.BusinessCentral;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>Business Central's API v2.0, below the address of one company. A collection is read from where its notice says, page by page.</summary>
internal sealed class BusinessCentralSource : ISource
{
    private const string CustomerType = "businesscentral-customer";
    private const string RecordType = "businesscentral-record";
    private const string Deleted = "deleted";
    private const int PageSize = 200;
    private const int MaxRows = 20_000;

    public static readonly IReadOnlyList<string> Resources = ["customers", "items", "customerPaymentJournals", "salesInvoices", "salesCreditMemos"];

    public string Format => BusinessCentralConnector.Name;

    public void Authorize(HttpRequestHeaders headers, string token) => headers.Authorization = new("Bearer", token);

    public bool Knows(ResourceChanged changed) => Resources.Contains(changed.Resource) && (changed.Change != Deleted || changed.Resource is "customers" or "items") && (changed.Id != "-" || changed.Change == "collection");

    public async Task<Fetched> FetchAsync(VendorApi api, Partner partner, ResourceChanged changed, CancellationToken cancellation)
    {
        if (changed.Id != "-")
        {
            var found = await api.TrySendAsync(HttpMethod.Get, changed.Resource == "customerPaymentJournals" ? PaymentsOf(changed.Id) : $"/{changed.Resource}({changed.Id})", null, cancellation);
            return found is not { } one ? changed.Change == Deleted ? Removed(changed) : new Fetched()
                : changed.Resource == "customerPaymentJournals" ? Read(Fields.Of(one).List("value", MaxRows), "customerPayments", partner, changed)
                : Read([Fields.Of(one)], changed.Resource, partner, changed);
        }

        var page = await api.SendAsync(HttpMethod.Get, PathOf(changed), null, cancellation);
        var rows = Fields.Of(page).List("value", MaxRows);
        var fetched = changed.Resource == "customerPaymentJournals"
            ? await PaymentsAsync(api, rows, partner, changed, cancellation)
            : Read(rows, changed.Resource, partner, changed);
        return rows.Count < PageSize ? fetched : fetched with { Next = changed with { Page = changed.Page + 1 } };
    }

    // Only what is told to be deleted, and is not there: 404 alone may be a wrong address. The notice has no number, but the record's own id.
    private static Fetched Removed(ResourceChanged changed) => changed.Resource == "items"
        ? new Fetched(new ItemRemoved(changed.OccurredAt, null, changed.Id))
        : VendorFields.Member(RecordType, changed.Id) is { } record ? new Fetched(new CustomerRemoved(changed.OccurredAt, record)) : new Fetched();

    private static async Task<Fetched> PaymentsAsync(VendorApi api, IReadOnlyList<Fields> journals, Partner partner, ResourceChanged changed, CancellationToken cancellation)
    {
        var events = new List<InboundEvent>();
        foreach (var journal in journals.Select(journal => VendorFields.Usable(journal, "id")).Where(IsId))
        {
            var payments = await api.SendAsync(HttpMethod.Get, PaymentsOf(journal!), null, cancellation);
            events.AddRange(Read(Fields.Of(payments).List("value", MaxRows), "customerPayments", partner, changed).Events);
        }

        return new Fetched(events);
    }

    private static string PaymentsOf(string journal) => $"/customerPaymentJournals({journal})/customerPayments";

    private static string PathOf(ResourceChanged changed)
    {
        var since = changed.Since ?? changed.OccurredAt.AddHours(-24);
        var filter = string.Create(CultureInfo.InvariantCulture, $"lastModifiedDateTime gt {since.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"/{changed.Resource}?$filter={Uri.EscapeDataString(filter)}&$orderby=lastModifiedDateTime,id&$top={PageSize}&$skip={changed.Page * PageSize}");
    }

    // What one row lacks is no reason to lose the others of its page: such a row says nothing.
    private static Fetched Read(IReadOnlyList<Fields> rows, string resource, Partner partner, ResourceChanged changed) =>
        new([.. rows.Select(row => Read(row, resource, partner, changed)).OfType<InboundEvent>()]);

    private static InboundEvent? Read(Fields row, string resource, Partner partner, ResourceChanged changed)
    {
        var at = VendorTimes.Read(row, "lastModifiedDateTime") ?? changed.OccurredAt;
        var currency = Currency.TryGet(VendorFields.Usable(row, "currencyCode") ?? partner.Currency ?? "", out var told) ? told : null;
        return resource switch
        {
            "customers" => ReadCustomer(row, at),
            "items" => ReadItem(row, at, currency),
            "customerPayments" => ReadPayment(row, at, currency),
            "salesCreditMemos" => ReadCreditMemo(row, at, currency, partner),
            _ => ReadInvoice(row, at, currency),
        };
    }

    private static CustomerUpdated? ReadCustomer(Fields row, DateTimeOffset at)
    {
        var email = VendorFields.UsableEmail(row, "email");
        var profile = new Profile(Email: email, Phone: VendorFields.UsablePhone(row, "phoneNumber"));
        return CustomerOf(row, "number") is { } customer
            ? new CustomerUpdated(at, customer, ProfilePatch.OfKnown(profile)) { AlsoKnownAs = VendorFields.ByEmail(email), Record = VendorFields.Member(RecordType, VendorFields.Usable(row, "id")) }
            : null;
    }

    private static ItemsUpdated? ReadItem(Fields row, DateTimeOffset at, Currency? currency)
    {
        if (VendorFields.Usable(row, "number", FieldValues.IdLength) is not { } sku) return null;
        var (price, cost) = (AmountOf(row, "unitPrice", currency), AmountOf(row, "unitCost", currency));
        var category = VendorFields.Usable(row, "itemCategoryCode", FieldValues.IdLength);
        return new ItemsUpdated(at, [new Item(sku, category, price, null) { MarginRate = Item.MarginOf(price, cost), Record = VendorFields.Usable(row, "id", FieldValues.IdLength) }]);
    }

    // A payment is negative in its journal.
    private static CashReceiptPosted? ReadPayment(Fields row, DateTimeOffset at, Currency? currency) =>
        VendorFields.Usable(row, "id", FieldValues.IdLength) is { } id && CustomerOf(row, "customerNumber") is { } customer && AmountOf(row, "amount", currency) is { } amount
            ? new CashReceiptPosted(at, id, VendorFields.Usable(row, "appliesToInvoiceNumber", FieldValues.IdLength), null, customer, amount with { Minor = Math.Abs(amount.Minor) }) { PostedOn = DayOf(row, "postingDate") }
            : null;

    private static CashReceiptPosted? ReadInvoice(Fields row, DateTimeOffset at, Currency? currency) =>
        VendorFields.Usable(row, "status") == "Paid" && VendorFields.Usable(row, "number", FieldValues.IdLength) is { } number
        && CustomerOf(row, "customerNumber") is { } customer && AmountOf(row, "totalAmountIncludingTax", currency) is { } amount
            ? new CashReceiptPosted(at, number, number, null, customer, amount) { PostedOn = DayOf(row, "invoiceDate") }
            : null;

    // Of an invoice of this company, which is a purchase where a claim was settled by it. A draft credits nothing yet, and a canceled memo nothing any more.
    private static CreditMemoPosted? ReadCreditMemo(Fields row, DateTimeOffset at, Currency? currency, Partner partner) =>
        VendorFields.Usable(row, "status") is "Open" or "Paid" or "Corrective" && VendorFields.Usable(row, "number", FieldValues.IdLength) is { } number
        && VendorFields.Usable(row, "invoiceNumber", FieldValues.IdLength) is { } invoice && AmountOf(row, "totalAmountIncludingTax", currency) is { Minor: > 0 } amount
            ? new CreditMemoPosted(at, new Refund(ReceiptKey.OfInvoice(partner.Id, invoice), number, amount, []))
            : null;

    private static Identity? CustomerOf(Fields row, string name) => VendorFields.Member(CustomerType, VendorFields.Usable(row, name));

    private static Money? AmountOf(Fields row, string name, Currency? currency) => currency is not null && row.Has(name) ? VendorFields.Amount(row, name, currency) : null;

    private static DateOnly? DayOf(Fields row, string name) =>
        DateOnly.TryParseExact(VendorFields.Usable(row, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static bool IsId(string? id) => id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

using System.Globalization;
using Loyalty;
using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.ErpFiles;

/// <summary>What the rows of each kind of file say. Every row is an event of its own, dated by <c>updatedAt</c> where it has that, else by
/// the file.</summary>
internal static class ErpRowReader
{
    public const string CustomerType = "erp-customer";

    public static IReadOnlyList<string> ColumnsOf(ErpFileKind kind) => kind switch
    {
        ErpFileKind.Items or ErpFileKind.PriceList => ["sku", "category", "price", "currency", "marginRate", "loyaltyExcluded", "updatedAt"],
        ErpFileKind.Customers =>
        [
            "customerId", "customerType", "givenName", "familyName", "email", "phone", "birthDate", "locale", "homeStoreId",
            "emailConsent", "smsConsent", "pushConsent", "profilingConsent", "updatedAt",
        ],
        _ => ["cashReceiptId", "invoiceId", "receiptId", "customerId", "customerType", "currency", "amount", "postedOn", "storeId", "fingerprint", "reverses", "updatedAt"],
    };

    /// <summary>Null exactly when a fault was noted.</summary>
    public static InboundEvent? Read(ErpFileKind kind, Fields row, DateTimeOffset filedAt, Partner partner)
    {
        var told = row.Instant("updatedAt") ?? filedAt;
        var read = (InboundEvent?)(kind switch
        {
            ErpFileKind.Items => ReadItem(row, told, partner, needsPrice: false),
            ErpFileKind.PriceList => ReadItem(row, told, partner, needsPrice: true),
            ErpFileKind.Customers => ReadCustomer(row, told),
            _ => ReadCashReceipt(row, told, partner),
        });
        return row.Faults.Count > 0 ? null : read;
    }

    private static ItemsUpdated? ReadItem(Fields row, DateTimeOffset told, Partner partner, bool needsPrice)
    {
        var sku = row.Required("sku");
        var category = row.Optional("category");
        var price = needsPrice || row.Has("price") ? row.Amount("price", CurrencyOf(row, partner)) : null;
        var margin = MarginOf(row);
        var excluded = FlagOf(row, "loyaltyExcluded");
        return sku is null ? null : new ItemsUpdated(told, [new Item(sku, category, price, excluded) { MarginRate = margin }]);
    }

    private static CustomerUpdated? ReadCustomer(Fields row, DateTimeOffset told)
    {
        var customer = CustomerOf(row);
        var profile = new Profile(
            row.Optional("givenName", FieldValues.TextLength),
            row.Optional("familyName", FieldValues.TextLength),
            ProfileFields.Contact(row, "email"),
            ProfileFields.Contact(row, "phone"),
            ProfileFields.BirthDate(row, told),
            ProfileFields.Locale(row),
            row.Optional("homeStoreId"),
            new Consents(FlagOf(row, "emailConsent"), FlagOf(row, "smsConsent"), FlagOf(row, "pushConsent"), FlagOf(row, "profilingConsent")));
        return customer is null ? null : new CustomerUpdated(told, customer, ProfilePatch.OfKnown(profile)) { AlsoKnownAs = VendorFields.ByEmail(profile.Email) };
    }

    private static CashReceiptPosted? ReadCashReceipt(Fields row, DateTimeOffset told, Partner partner)
    {
        var id = row.Required("cashReceiptId");
        var (invoice, receipt) = (row.Optional("invoiceId"), row.Optional("receiptId"));
        var customer = CustomerOf(row);
        var amount = row.Amount("amount", CurrencyOf(row, partner));
        if (!row.Has("postedOn")) row.Fault("postedOn", "is missing");
        var posted = row.Date("postedOn");
        var (store, reverses, card) = (row.Optional("storeId"), row.Optional("reverses"), CashReceiptReader.CardOf(row, customer));
        return id is null || customer is null || amount is null || posted is null
            ? null
            : new CashReceiptPosted(told, id, invoice, receipt, customer, amount.Value) { PostedOn = posted, StoreId = store, Card = card, Reverses = reverses };
    }

    private static Identity? CustomerOf(Fields row)
    {
        var type = row.Optional("customerType", 32) ?? CustomerType;
        if (row.Required("customerId", FieldValues.TextLength) is not { } id) return null;
        if (Identity.TryCreate(type, id, out var identity, out var problem)) return identity;
        row.Fault("customerId", problem);
        return null;
    }

    private static Currency? CurrencyOf(Fields row, Partner partner) =>
        !row.Has("currency") && Currency.TryGet(partner.Currency ?? "", out var own) ? own : row.Currency("currency");

    private static bool? FlagOf(Fields row, string name)
    {
        switch (row.Optional(name)?.ToLowerInvariant())
        {
            case null: return null;
            case "true" or "yes" or "1": return true;
            case "false" or "no" or "0": return false;
            default:
                row.Fault(name, "must be true or false");
                return null;
        }
    }

    private static int? MarginOf(Fields row)
    {
        if (row.Optional("marginRate") is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= -1 and <= 1)
            return Item.MarginOf(rate);
        row.Fault("marginRate", "must be a number from -1 to 1");
        return null;
    }
}

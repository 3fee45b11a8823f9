using System.Net.Http.Headers;
using Loyalty;
using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Clover;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>Clover REST v3: orders, customers and items of a merchant. A store is a merchant; amounts are in minor units.</summary>
internal sealed class CloverSource : ISource
{
    private const string CustomerType = "clover-customer";
    private const int MaxElements = 1_000;
    private const string Deleted = "DELETE";

    public string Format => CloverConnector.Name;

    public void Authorize(HttpRequestHeaders headers, string token) => headers.Authorization = new("Bearer", token);

    public bool Knows(ResourceChanged changed) => KindOf(changed) is 'O' or 'C' or 'I';

    public async Task<Fetched> FetchAsync(VendorApi api, Partner partner, ResourceChanged changed, CancellationToken cancellation)
    {
        var merchant = MerchantOf(changed);
        var path = $"/v3/merchants/{Uri.EscapeDataString(merchant)}/";
        var id = Uri.EscapeDataString(changed.Id);
        switch (KindOf(changed))
        {
            case 'O':
                var order = await api.TrySendAsync(HttpMethod.Get, $"{path}orders/{id}?expand=lineItems,payments,customers,refunds", null, cancellation);
                return order is { } sold ? ReadOrder(Fields.Of(sold), partner, merchant, changed) : new Fetched(new PurchaseVoided(changed.OccurredAt, KeyOf(partner, merchant, changed.Id)));
            case 'C':
                var customer = await api.TrySendAsync(HttpMethod.Get, $"{path}customers/{id}?expand=emailAddresses,phoneNumbers", null, cancellation);
                return customer is { } person ? ReadCustomer(Fields.Of(person), changed)
                    : changed.Change == Deleted && VendorFields.Member(CustomerType, changed.Id) is { } gone ? new Fetched(new CustomerRemoved(changed.OccurredAt, gone))
                    : new Fetched();
            default:
                var item = await api.TrySendAsync(HttpMethod.Get, $"{path}items/{id}?expand=categories", null, cancellation);
                return item is { } article ? ReadItem(Fields.Of(article), partner, changed)
                    : changed.Change == Deleted ? new Fetched(new ItemRemoved(changed.OccurredAt, null, changed.Id))
                    : new Fetched();
        }
    }

    private static Fetched ReadOrder(Fields order, Partner partner, string merchant, ResourceChanged changed)
    {
        if (order.Flag("testMode") == true) return new Fetched();
        var currency = order.Has("currency") ? order.Currency("currency") : CurrencyOf(partner);
        var key = KeyOf(partner, merchant, changed.Id);
        var state = VendorFields.Usable(order, "paymentState");
        if (state is not ("PAID" or "REFUNDED" or "PARTIALLY_REFUNDED" or "MANUALLY_REFUNDED")) return new Fetched();
        if (VendorFields.Whole(order, "total") is not { } total || total < 0 || currency is null) return new Fetched { Fault = "the order has no total or currency" };
        var events = new List<InboundEvent>
        {
            new PurchaseCompleted(DateOf(order, "createdTime", changed), new Purchase(key, null, new Money(total, currency), LinesOf(order, currency, total), []), CustomerOf(order)),
        };
        foreach (var refund in Elements(order, "refunds"))
        {
            if (VendorFields.Usable(refund, "id") is { } id && VendorFields.Whole(refund, "amount") is { } back && back > 0)
                events.Add(new PurchaseRefunded(DateOf(refund, "createdTime", changed), new Refund(key, id, new Money(back, currency), [])));
        }

        return order.Faults.Count > 0 ? new Fetched { Fault = $"the order {order.Faults[0].Pointer} {order.Faults[0].Detail}" } : new Fetched(events);
    }

    // Taxes and discounts of the whole order stand in no line: lines that do not add up are left out.
    private static IReadOnlyList<PurchaseLine> LinesOf(Fields order, Currency currency, long total)
    {
        var lines = new List<PurchaseLine>();
        foreach (var line in Elements(order, "lineItems"))
        {
            var sku = VendorFields.Usable(line, "itemCode", FieldValues.IdLength) ?? VendorFields.Usable(line, "id", FieldValues.IdLength);
            if (sku is null || VendorFields.Whole(line, "price") is not { } price || line.Flag("refunded") == true) return [];
            lines.Add(new PurchaseLine(sku, null, PurchaseLine.One, new Money(price, currency)));
        }

        return lines.Sum(line => (decimal)line.Amount.Minor) == total ? lines : [];
    }

    private static Fetched ReadCustomer(Fields customer, ResourceChanged changed)
    {
        var email = Elements(customer, "emailAddresses").Select(one => VendorFields.UsableEmail(one, "emailAddress")).FirstOrDefault(one => one is not null);
        var phone = Elements(customer, "phoneNumbers").Select(one => VendorFields.UsablePhone(one, "phoneNumber")).FirstOrDefault(one => one is not null);
        var profile = new Profile(VendorFields.Usable(customer, "firstName"), VendorFields.Usable(customer, "lastName"), email, phone);
        return VendorFields.Member(CustomerType, changed.Id) is { } identity && profile != new Profile()
            ? new Fetched(new CustomerUpdated(changed.OccurredAt, identity, ProfilePatch.OfKnown(profile)))
            : new Fetched();
    }

    private static Fetched ReadItem(Fields item, Partner partner, ResourceChanged changed)
    {
        if (VendorFields.Usable(item, "code", FieldValues.IdLength) is not { } sku) return new Fetched();
        var category = Elements(item, "categories").Select(one => VendorFields.Usable(one, "name", FieldValues.IdLength)).FirstOrDefault(one => one is not null);
        Money? Cents(string name) => VendorFields.Whole(item, name) is { } cents && CurrencyOf(partner) is { } currency ? new Money(cents, currency) : null;
        return new Fetched(new ItemsUpdated(changed.OccurredAt, [new Item(sku, category, Cents("price"), null) { MarginRate = Item.MarginOf(Cents("price"), Cents("cost")), Record = changed.Id }]));
    }

    private static Identity? CustomerOf(Fields order) =>
        Elements(order, "customers").Select(one => VendorFields.Member(CustomerType, VendorFields.Usable(one, "id"))).FirstOrDefault(one => one is not null);

    private static IReadOnlyList<Fields> Elements(Fields of, string name) => VendorFields.Known(of, name)?.List("elements", MaxElements) ?? [];

    private static DateTimeOffset DateOf(Fields of, string name, ResourceChanged changed) =>
        VendorFields.Whole(of, name) is { } at and >= 0 and < 253_402_300_799_000 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : changed.OccurredAt;

    private static ReceiptKey KeyOf(Partner partner, string merchant, string order) => new(partner.Id, merchant, order, null);

    private static Currency? CurrencyOf(Partner partner) => Currency.TryGet(partner.Currency ?? "", out var currency) ? currency : null;

    private static char KindOf(ResourceChanged changed) => changed.Resource.Length > 2 && changed.Resource[1] == ' ' ? changed.Resource[0] : '-';

    private static string MerchantOf(ResourceChanged changed) => changed.Resource[(changed.Resource.LastIndexOf(' ') + 1)..];
}

using System.Text;
using Loyalty;
using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Lightspeed;

/// <summary>Reads the form's <c>type</c> and the JSON in its <c>payload</c>. The retailer as a whole stands for the store, because a return
/// names the sale and not the shop of the sale.</summary>
internal static class LightspeedReader
{
    private const string CustomerType = "lightspeed-customer";
    private const string Store = "retailer";

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (!FormBody.TryParse(request.Body.Span, out var form, out var problem)) return ParsedDelivery.Unreadable(problem);
        if (!form.TryGetValue("payload", out var payload)) return ParsedDelivery.Unreadable("The form has no field payload.");
        if (!JsonBody.TryParse(Encoding.UTF8.GetBytes(payload), out var root, out problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root, "/payload");
        var type = form.GetValueOrDefault("type", "sale.update");
        return ParsedDelivery.From(ReadType(type, body, partner), body);
    }

    private static InboundEvent? ReadType(string type, Fields body, Partner partner)
    {
        if (type is not ("sale.update" or "customer.update"))
            return new NotHandled(VendorTimes.Read(body, "updated_at") ?? DateTimeOffset.UnixEpoch, type.Length <= 64 ? type : "unknown");
        return type == "customer.update" ? ReadCustomer(body) : ReadSale(body, partner);
    }

    private static InboundEvent? ReadSale(Fields sale, Partner partner)
    {
        var at = VendorTimes.Required(sale, "sale_date");
        var id = VendorFields.RequiredId(sale, "id");
        var status = sale.Required("status");
        if (at is null || id is null || status is null) return null;
        var origin = VendorFields.Usable(sale, "return_for");
        var receipt = new ReceiptKey(partner.Id, Store, origin ?? id, null);
        return status switch
        {
            "VOIDED" when origin is null => new PurchaseVoided(at.Value, receipt),
            "CLOSED" or "ONACCOUNT_CLOSED" or "LAYBY_CLOSED" => ReadClosed(sale, at.Value, id, receipt, partner),
            _ => new NotHandled(at.Value, $"sale.update {(status.Length <= 32 ? status : "unknown")}"),
        };
    }

    private static InboundEvent? ReadClosed(Fields sale, DateTimeOffset at, string id, ReceiptKey receipt, Partner partner)
    {
        var currency = Currency.TryGet(partner.Currency ?? "", out var known) ? known : null;
        var goods = VendorFields.Amount(sale, "total_price", currency);
        var tax = VendorFields.Amount(sale, "total_tax", currency);
        if (goods is null || tax is null) return null;
        var total = goods.Value with { Minor = goods.Value.Minor + tax.Value.Minor };
        if (total.Minor < 0)
        {
            return receipt.ReceiptId == id
                ? new NotHandled(at, "sale.update of a return without its sale")
                : new PurchaseRefunded(at, new Refund(receipt, id, total with { Minor = -total.Minor }, []));
        }

        var member = VendorFields.Member(CustomerType, VendorFields.Usable(sale, "customer_id"));
        var lines = LightspeedLines.Read(sale, total);
        var tenders = LightspeedLines.ReadTenders(sale, total);
        var purchase = new Purchase(
            receipt with { ReceiptId = id }, VendorFields.Usable(sale, "register_id", FieldValues.IdLength), total, lines, tenders);
        return PurchaseFaults.Note(sale, purchase.Check()) ? null : new PurchaseCompleted(at, purchase, member);
    }

    private static CustomerUpdated? ReadCustomer(Fields customer)
    {
        var at = VendorTimes.Required(customer, "updated_at");
        var id = VendorFields.RequiredId(customer, "id");
        if (at is null || id is null) return null;
        if (VendorFields.Member(CustomerType, id) is not { } identity)
        {
            customer.Fault("id", "cannot be an identity");
            return null;
        }

        return new CustomerUpdated(at.Value, identity, ProfilePatch.OfKnown(new Profile(
            VendorFields.Usable(customer, "first_name"),
            VendorFields.Usable(customer, "last_name"),
            VendorFields.UsableEmail(customer, "email"),
            VendorFields.UsablePhone(customer, "phone"),
            VendorFields.UsableBirthDate(customer, "date_of_birth", at.Value))));
    }
}

using LoyaltyFunctions.Connectors.AzureMaps;
using LoyaltyFunctions.Connectors.BusinessCentral;
using LoyaltyFunctions.Connectors.Clover;
using LoyaltyFunctions.Connectors.CustomerIo;
using LoyaltyFunctions.Connectors.Dataverse;
using LoyaltyFunctions.Connectors.ErpFiles;
using LoyaltyFunctions.Connectors.Esri;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Connectors.HubSpot;
using LoyaltyFunctions.Connectors.Klaviyo;
using LoyaltyFunctions.Connectors.Lightspeed;
using LoyaltyFunctions.Connectors.Mailchimp;
using LoyaltyFunctions.Connectors.Odoo;
using LoyaltyFunctions.Connectors.PosLog;
using LoyaltyFunctions.Connectors.Radar;
using LoyaltyFunctions.Connectors.Salesforce;
using LoyaltyFunctions.Connectors.Sap;
using LoyaltyFunctions.Connectors.SendGrid;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Connectors.Stripe;

namespace LoyaltyFunctions.Demo;

/// <summary>Somebody to enrol: the name, and the identities by which connected systems know the person.</summary>
internal sealed record DemoPerson(string Name, params IReadOnlyList<(string Type, string Value)> Identities)
{
    /// <summary>Where the person wants to be written to.</summary>
    public string? Email { get; init; }
}

/// <summary>A sample to deliver, and what it says in a few words. <c>Changes</c> are made to the sample's text before it is signed.</summary>
internal sealed record DemoStep(string Format, string Sample, string Says, params IReadOnlyList<(string From, string To)> Changes);

/// <summary>Who takes part and what is delivered, in this order. The people are those that the samples name.</summary>
internal static class DemoStory
{
    public static readonly IReadOnlyList<DemoPerson> People =
    [
        new("Ada", ("card", "6035 0001 2345"), ("payment-card", "Xt5EWLLDS7FJjR1c")) { Email = "ada@example.com" },
        new("Grace", ("square-customer", "JDKYSAMPLECUSTOMER01")),
        new("Dorothy", ("stripe-customer", "cus_SampleDorothy01")),
        new("Hedy", ("lightspeed-customer", "ls-hedy-01")),
        new("Mary", ("card", "6035 0002 7777")),
        new("Katherine", ("shopify-customer", "9007199254740995")) { Email = "katherine@example.com" },
        new("Joan", ("clover-customer", "SAMPLECLOVERJOAN")),
    ];

    public static readonly IReadOnlyList<DemoStep> Steps =
    [
        new(StandardWebhooksConnector.Name, "member.enrolled", "the till enrols Ada too"),
        new(StandardWebhooksConnector.Name, "purchase.completed", "Ada buys for 42.50, partly coffee"),
        new(StandardWebhooksConnector.Name, "purchase.refunded", "she brings back a mug for 6.00"),
        new(StandardWebhooksConnector.Name, "purchase.completed", "the same basket once more ...", ("R-1001", "R-1002")),
        new(StandardWebhooksConnector.Name, "purchase.voided", "... which the till voids"),
        new(StandardWebhooksConnector.Name, "purchase.completed", "a big basket for 1342.50",
            ("R-1001", "R-1003"), ("24.90", "1324.90"), ("42.50", "1342.50")),
        new(StandardWebhooksConnector.Name, "checkin", "Ada checks in at the store"),
        new(StandardWebhooksConnector.Name, "customer.updated", "Ada has a new name"),
        new(StandardWebhooksConnector.Name, "geofence.entered", "Ada comes near the store"),
        new(StandardWebhooksConnector.Name, "geofence.dwelled", "she stays for ten minutes"),
        new(StandardWebhooksConnector.Name, "geofence.exited", "she leaves"),
        new(StandardWebhooksConnector.Name, "engagement.sent", "an e-mail goes to Ada"),
        new(StandardWebhooksConnector.Name, "engagement.opened", "she opens it"),
        new(StandardWebhooksConnector.Name, "engagement.clicked", "she follows its link"),
        new(StandardWebhooksConnector.Name, "engagement.converted", "she buys because of it"),
        new(StandardWebhooksConnector.Name, "engagement.unsubscribed", "and wants no more of them"),
        new(StandardWebhooksConnector.Name, "product.viewed", "somebody looks at an article"),
        new(StandardWebhooksConnector.Name, "cart.abandoned", "and leaves it in the cart"),
        new(StandardWebhooksConnector.Name, "survey.answered", "somebody answers a survey"),
        new(StandardWebhooksConnector.Name, "case.closed", "a complaint is settled"),
        new(StandardWebhooksConnector.Name, "item.updated", "the ERP tells articles"),
        new(StandardWebhooksConnector.Name, "pricelist.updated", "the ERP tells a price"),
        new(StandardWebhooksConnector.Name, "cashreceipt.posted", "Ada's linked card paid 42.50"),
        new(StandardWebhooksConnector.Name, "cashreceipt.posted", "she got 12.50 of that back",
            ("\"cashReceiptId\": \"CR-RUN0001\"", "\"cashReceiptId\": \"CR-RUN0001-B\", \"reverses\": \"CR-RUN0001\""), ("\"42.50\"", "\"-12.50\"")),
        new(SquareConnector.Name, "customer.created", "Grace joins at the counter"),
        new(SquareConnector.Name, "payment.updated", "Grace pays 18.50 and a 2.00 tip"),
        new(SquareConnector.Name, "refund.updated", "she gets 5.00 back"),
        new(ShopifyConnector.Name, "customers.create", "Katherine opens an account"),
        new(ShopifyConnector.Name, "orders.paid", "beans 26.10, a gift card, shipping"),
        new(ShopifyConnector.Name, "refunds.create", "one bag of beans comes back"),
        new(ShopifyConnector.Name, "orders.paid", "the same order once more ...", ("9007199254740993", "9007199254741011")),
        new(ShopifyConnector.Name, "orders.cancelled", "... which is cancelled"),
        new(ShopifyConnector.Name, "customers.update", "Katherine has a new name"),
        new(StripeConnector.Name, "customer.created", "Dorothy is a customer"),
        new(StripeConnector.Name, "payment_intent.succeeded", "Dorothy pays 24.00 and a 2.00 tip"),
        new(StripeConnector.Name, "charge.refunded", "she gets 9.00 back"),
        new(LightspeedConnector.Name, "customer.update", "Hedy has an e-mail address"),
        new(LightspeedConnector.Name, "sale.update", "Hedy buys for 29.75"),
        new(LightspeedConnector.Name, "sale.return", "she brings back 5.95 of it"),
        new(CloverConnector.Name, "notice", "Joan's order of 21.50 changed"),
        new(PosLogConnector.Name, "transactions", "a sale, a training sale, a return"),
        new(BusinessCentralConnector.Name, "notifications", "a customer and items changed"),
        new(SapConnector.Name, "businesspartner.changed", "a customer changed"),
        new(OdooConnector.Name, "res.partner", "the ERP knows Ada by her e-mail"),
        new(OdooConnector.Name, "product.product", "an article has a new price"),
        new(OdooConnector.Name, "account.payment", "an invoice was paid"),
        new(ErpFilesConnector.Name, "items-sample", "three articles, one excluded"),
        new(ErpFilesConnector.Name, "pricelist-sample", "two prices"),
        new(ErpFilesConnector.Name, "customers-sample", "the ERP's number of Ada"),
        new(ErpFilesConnector.Name, "cashreceipts-sample", "she paid an invoice"),
        new(AzureMapsConnector.Name, "geofence.entered", "Ada's phone is at the store"),
        new(EsriConnector.Name, "features", "a layer was edited"),
        new(RadarConnector.Name, "entered_geofence", "Ada's app is at the store"),
        new(GeoJsonConnector.Name, "fences", "the outline of a store, a circle"),
        new(GeoJsonConnector.Name, "positions", "Ada's position, in both"),
        new(HubSpotConnector.Name, "contact", "the CRM knows Ada by her e-mail"),
        new(SalesforceConnector.Name, "contact", "another does, and she opted out"),
        new(DataverseConnector.Name, "contact.update", "and a third"),
        new(SendGridConnector.Name, "events", "Ada opens one and unsubscribes"),
        new(KlaviyoConnector.Name, "unsubscribed", "Ada wants no text messages"),
        new(CustomerIoConnector.Name, "email.clicked", "Ada follows a link"),
        new(CustomerIoConnector.Name, "customer.unsubscribed", "Ada wants no messages at all"),
        new(MailchimpConnector.Name, "unsubscribe", "Ada leaves a list"),
        new(MailchimpConnector.Name, "subscribe", "and joins it again"),
    ];

    /// <summary>The sale that is sent again, in several ways.</summary>
    public static readonly DemoStep Trouble = new(StandardWebhooksConnector.Name, "purchase.completed", "a sale of 42.50", ("R-1001", "R-1004"));

    /// <summary>Somebody with a card that the run makes up, so that nobody can be enrolled with it.</summary>
    public static DemoPerson Stranger(string run) => new("Alan", ("card", "6035 9" + run));

    public static DemoStep SaleTo(DemoPerson stranger) =>
        new(StandardWebhooksConnector.Name, "purchase.completed", "a sale to a card that nobody has",
            ("R-1001", "R-1005"), ("6035 0001 2345", stranger.Identities[0].Value));
}

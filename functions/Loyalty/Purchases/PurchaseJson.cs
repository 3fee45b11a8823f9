using System.Text.Json;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Purchases;

/// <summary>Purchases and refunds inside entries. Money is a string in major units, the currency stands once.</summary>
internal static class PurchaseJson
{
    public static void WriteFacts(Utf8JsonWriter writer, PurchaseFacts facts)
    {
        var purchase = facts.Purchase;
        WriteReceipt(writer, purchase.Receipt);
        writer.Optional("registerId", purchase.RegisterId);
        writer.Optional("channel", purchase.Channel);
        WriteTotal(writer, purchase.Total);
        writer.Array("lines", purchase.Lines, WriteLine);
        writer.Array("tenders", purchase.Tenders, WriteTender);
        writer.WriteString("tier", facts.Tier);
        writer.WriteNumber("number", facts.Number);
        writer.Array("open", facts.OpenRules, (target, rule) => target.WriteStringValue(rule));
        writer.Array("caps", facts.Caps, EntryJson.WriteRule);
        writer.Optional("rate", facts.Rate);
        writer.WriteNumber("earned", facts.Earned.Value);
        writer.WriteString("expires", facts.Expires.Text());
        writer.Optional("on", facts.On == Occasions.Purchase ? null : facts.On);
        writer.Optional("staff", facts.StaffRate?.ToString());
    }

    public static void WriteRefund(Utf8JsonWriter writer, RefundFacts facts)
    {
        WriteReceipt(writer, facts.Refund.Receipt);
        writer.WriteString("refundId", facts.Refund.RefundId);
        WriteTotal(writer, facts.Refund.Total);
        writer.Array("lines", facts.Refund.Lines, WriteLine);
        if (facts.Refund.Whole)
            writer.WriteBoolean("whole", true);
        writer.WriteNumber("reversed", facts.Reversed.Value);
        if (facts.Flagged)
            writer.WriteBoolean("flagged", true);
    }

    public static PurchaseFacts ReadFacts(JsonElement json)
    {
        var total = ReadTotal(json);
        var purchase = new Purchase(
            ReadReceipt(json),
            json.Optional("registerId"),
            total,
            json.List("lines", line => ReadLine(line, total.Currency)),
            json.List("tenders", tender => new Tender(tender.Required("type"), ReadMoney(tender, "amount", total.Currency))),
            json.Optional("channel"));
        return new PurchaseFacts(
            purchase,
            json.Required("tier"),
            json.Number("number"),
            json.Strings("open"),
            json.List("caps", EntryReader.ReadRule),
            json.Optional("rate"),
            json.Points("earned"),
            json.Date("expires"))
        {
            On = json.Optional("on") ?? Occasions.Purchase,
            StaffRate = json.Optional("staff") is { } rate ? Rational.ParseFraction(rate) : null,
        };
    }

    public static RefundFacts ReadRefund(JsonElement json)
    {
        var total = ReadTotal(json);
        var refund = new Refund(
            ReadReceipt(json),
            json.Required("refundId"),
            total,
            json.List("lines", line => ReadLine(line, total.Currency)),
            json.Flag("whole"));
        return new RefundFacts(refund, json.Points("reversed"), json.Flag("flagged"));
    }

    private static void WriteReceipt(Utf8JsonWriter writer, ReceiptKey receipt)
    {
        writer.WriteString("partner", receipt.Partner);
        writer.WriteString("storeId", receipt.StoreId);
        writer.WriteString("receiptId", receipt.ReceiptId);
        writer.Optional("businessDate", receipt.BusinessDate?.Text());
    }

    private static ReceiptKey ReadReceipt(JsonElement json) =>
        new(json.Required("partner"), json.Required("storeId"), json.Required("receiptId"), json.OptionalDate("businessDate"));

    private static void WriteTotal(Utf8JsonWriter writer, Money total)
    {
        writer.WriteString("currency", total.Currency.Code);
        writer.WriteString("total", total.Format());
    }

    private static Money ReadTotal(JsonElement json) => ReadMoney(json, "total", Currency.Get(json.Required("currency")));

    private static void WriteLine(Utf8JsonWriter writer, PurchaseLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("sku", line.Sku);
        writer.Optional("category", line.Category);
        writer.WriteNumber("thousandths", line.QuantityThousandths);
        writer.WriteString("amount", line.Amount.Format());
        if (line.Excluded)
            writer.WriteBoolean("excluded", true);
        if (line.MarginRate is { } margin)
            writer.WriteNumber("margin", margin);
        if (line.FullPrice is { } full)
            writer.WriteBoolean("fullPrice", full);
        writer.WriteEndObject();
    }

    private static PurchaseLine ReadLine(JsonElement json, Currency currency) => new(
        json.Required("sku"),
        json.Optional("category"),
        json.Number("thousandths"),
        ReadMoney(json, "amount", currency),
        json.Flag("excluded"))
    {
        MarginRate = json.TryGetProperty("margin", out var margin) ? margin.GetInt32() : null,
        FullPrice = json.TryGetProperty("fullPrice", out var full) ? full.GetBoolean() : null,
    };

    private static void WriteTender(Utf8JsonWriter writer, Tender tender)
    {
        writer.WriteStartObject();
        writer.WriteString("type", tender.Type);
        writer.WriteString("amount", tender.Amount.Format());
        writer.WriteEndObject();
    }

    private static Money ReadMoney(JsonElement json, string name, Currency currency) =>
        Money.TryParse(json.Required(name), currency, out var money, out var problem)
            ? money
            : throw new FormatException($"'{name}' {problem}.");
}

using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LoyaltyFunctions.Handlers.Overview;

/// <summary>
/// What a partner sent, for the eyes of an operator: every value is masked but those of fields that are known to say nothing about a
/// person. So a format whose fields nobody has thought of shows too little, never too much.
/// </summary>
internal static partial class PayloadMask
{
    public const string Masked = "•••";

    /// <summary>Shown of a text that is neither JSON nor a form nor XML.</summary>
    private const string Unreadable = "(not shown: neither JSON, nor a form, nor XML)";

    private static readonly FrozenSet<string> Harmless = new[]
    {
        "action", "actionid", "amount", "businessdate", "campaignid", "category", "channel", "class", "code", "count", "createdat", "currency", "currencycode", "date",
        "durationminutes", "event", "eventdatetime", "eventid", "eventtype", "event_type", "financial_status", "geofenceid", "kind", "lastmodifieddatetime", "livemode", "margin",
        "marginrate", "merchant_id", "method", "object", "occurredat", "occurred_at", "price", "quantity", "receiptid", "refundid", "registerid", "score", "sku", "source", "specversion",
        "state", "status", "storeid", "store_id", "subscriptionid", "subtopic", "test", "timestamp", "title", "topic", "total", "total_price", "type", "unit", "updatedat",
        "variant_id", "version", "created", "created_at", "updated_at", "location_id", "total_money", "amount_money", "transactionid", "sequencenumber", "retailstoreid", "workstationid",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Mask(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        return text.StartsWith('{') || text.StartsWith('[') ? MaskJson(text)
            : text.StartsWith('<') ? MaskXml(text)
            : text.Contains('=', StringComparison.Ordinal) ? MaskForm(text)
            : Unreadable;
    }

    private static string MaskJson(string text)
    {
        try
        {
            return Masking(JsonNode.Parse(text), "", false)?.ToJsonString(Indented) ?? Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }

    // `inPerson` is below a field that names somebody: there even an id or a type tells who.
    private static JsonNode? Masking(JsonNode? node, string name, bool inPerson) => node switch
    {
        JsonObject found => new JsonObject(found.Select(pair => KeyValuePair.Create(pair.Key, Masking(pair.Value, pair.Key, inPerson || IsPerson(pair.Key))))),
        JsonArray list => new JsonArray([.. list.Select(item => Masking(item, name, inPerson))]),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.DeepClone(),
        JsonValue value when (!inPerson && Harmless.Contains(name)) || (inPerson && name == "type") => value.DeepClone(),
        null => null,
        _ => Masked,
    };

    private static bool IsPerson(string name) => Person().IsMatch(name);

    private static string MaskForm(string text) => string.Join('\n', text.Split('&').Select(pair =>
    {
        var name = Uri.UnescapeDataString(pair.Split('=')[0].Replace('+', ' '));
        return Harmless.Contains(name) && pair.Contains('=', StringComparison.Ordinal)
            ? $"{name}={Uri.UnescapeDataString(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..].Replace('+', ' '))}"
            : $"{name}={Masked}";
    }));

    private static string MaskXml(string text) => Attribute().Replace(
        Element().Replace(text, match => Harmless.Contains(match.Groups["name"].Value) ? match.Value : $">{Masked}</{match.Groups["whole"].Value}>"),
        match => match.Value.StartsWith("xmlns", StringComparison.Ordinal) ? match.Value : $"{match.Groups["name"].Value}=\"{Masked}\"");

    [GeneratedRegex("customer|member|person|buyer|contact|shopper|address|identit|user|profile|recipient", RegexOptions.IgnoreCase)]
    private static partial Regex Person();

    [GeneratedRegex(@">(?<text>[^<]*[^<\s][^<]*)</(?<whole>(?:[\w.-]+:)?(?<name>[\w.-]+))\s*>")]
    private static partial Regex Element();

    [GeneratedRegex(@"(?<name>[\w:.-]+)\s*=\s*(?:""[^""]*""|'[^']*')")]
    private static partial Regex Attribute();
}

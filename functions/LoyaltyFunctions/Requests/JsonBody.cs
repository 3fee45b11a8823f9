using System.Text.Json;

namespace LoyaltyFunctions.Requests;

/// <summary>The strict reading of a body: one JSON object in UTF-8 (RFC 8259), or a batch of them, at most 32 deep, no key twice, nothing after it. Never
/// throws.</summary>
public static class JsonBody
{
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>True with the root object; false with a sentence that says why the body is malformed and quotes nothing of it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out JsonElement root, out string problem)
    {
        if (!TryParseAny(utf8, out root, out problem)) return false;
        problem = root.ValueKind == JsonValueKind.Object ? "" : "The body must be a JSON object.";
        return problem.Length == 0;
    }

    /// <summary>The same for senders of batches: one object, or an array of 1 to <paramref name="max"/> objects.</summary>
    public static bool TryParseBatch(ReadOnlySpan<byte> utf8, int max, out IReadOnlyList<Fields> batch, out string problem)
    {
        batch = [];
        if (!TryParseAny(utf8, out var root, out problem)) return false;
        problem = root.ValueKind switch
        {
            JsonValueKind.Object => "",
            JsonValueKind.Array when root.GetArrayLength() == 0 => "The array is empty.",
            JsonValueKind.Array when root.GetArrayLength() > max => $"The array has more than {max} items.",
            JsonValueKind.Array when root.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object) => "",
            _ => "The body must be a JSON object or an array of objects.",
        };
        if (problem.Length == 0) batch = Fields.ListOf(root);
        return problem.Length == 0;
    }

    private static bool TryParseAny(ReadOnlySpan<byte> utf8, out JsonElement root, out string problem)
    {
        root = default;
        // RFC 8259, section 8.1 lets a parser ignore the mark, and tills on Windows like to send one.
        var text = utf8.StartsWith(ByteOrderMark) ? utf8[3..] : utf8;
        problem = Refuse(text);
        if (problem.Length > 0) return false;
        try
        {
            root = JsonElement.Parse(text, Strict);
        }
        catch (JsonException fault)
        {
            problem = $"The body is not one JSON document, exceeds {MaxDepth} levels or holds a key twice (line {fault.LineNumber + 1}).";
            return false;
        }

        return true;
    }

    private static string Refuse(ReadOnlySpan<byte> text)
    {
        if (text.Trim(" \t\r\n"u8).IsEmpty) return "The body is empty.";
        if (!System.Text.Unicode.Utf8.IsValid(text)) return "The body is not valid UTF-8.";
        return HasLoneSurrogate(text) ? "A string holds half of a surrogate pair." : "";
    }

    // The parser keeps "\ud800" unread and throws only when somebody asks for the text: far too late.
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && text[at..].IndexOf((byte)'\\') is >= 0 and var next)
        {
            at += next;
            if (!TryReadEscape(text[at..], out var unit)) at += 2;
            else if (!char.IsSurrogate(unit)) at += 6;
            else if (char.IsHighSurrogate(unit) && TryReadEscape(text[(at + 6)..], out var low) && char.IsLowSurrogate(low)) at += 12;
            else return true;
        }

        return false;
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u') return false;
        if (!ushort.TryParse(text[2..6], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)) return false;
        unit = (char)code;
        return true;
    }
}

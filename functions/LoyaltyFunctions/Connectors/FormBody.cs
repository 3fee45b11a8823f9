using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Connectors;

/// <summary>The strict reading of <c>application/x-www-form-urlencoded</c> (WHATWG URL, section 5): UTF-8, each name once, every escape
/// whole. Never throws.</summary>
internal static class FormBody
{
    private const int MaxFields = 200;
    private const int MaxNameLength = 256;

    /// <summary>True with the fields; false with a sentence that says why the body is malformed and quotes nothing of it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out IReadOnlyDictionary<string, string> fields, out string problem)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        fields = read;
        problem = body.Trim(" \t\r\n"u8).IsEmpty ? "The body is empty."
            : body.Count((byte)'&') >= MaxFields ? $"The form has more than {MaxFields} fields."
            : "";
        if (problem.Length > 0) return false;
        foreach (var range in body.Split((byte)'&'))
        {
            problem = body[range].IsEmpty ? "" : Add(read, body[range]);
            if (problem.Length > 0) return false;
        }

        return true;
    }

    private static string Add(Dictionary<string, string> fields, ReadOnlySpan<byte> pair)
    {
        var end = pair.IndexOf((byte)'=') is >= 0 and var equals ? equals : pair.Length;
        if (!TryDecode(pair[..end], out var name) || !TryDecode(end == pair.Length ? [] : pair[(end + 1)..], out var value))
            return "The form holds a broken escape or is not valid UTF-8.";
        if (name.Length > MaxNameLength) return "The form holds a name that is too long.";
        return fields.TryAdd(name, value) ? "" : "The form holds a field twice.";
    }

    private static bool TryDecode(ReadOnlySpan<byte> text, out string decoded)
    {
        decoded = "";
        var (bytes, length) = (new byte[text.Length], 0);
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i] == '+' ? (byte)' ' : text[i];
            if (unit == '%')
            {
                if (i + 2 >= text.Length || !byte.TryParse(text[(i + 1)..(i + 3)], NumberStyles.AllowHexSpecifier, null, out unit)) return false;
                i += 2;
            }

            bytes[length++] = unit;
        }

        if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length))) return false;
        decoded = Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }
}

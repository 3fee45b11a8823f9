using System.Text;

namespace LoyaltyFunctions.Connectors.Esri;

/// <summary>The form of older layers. Some versions sign the payload as it stands in the form, others the JSON that it stands for.</summary>
internal sealed record EsriForm(IReadOnlyDictionary<string, string> Fields, byte[] Payload, byte[] RawPayload)
{
    private const string Name = "payload";

    public static bool TryRead(ReadOnlySpan<byte> body, out EsriForm form)
    {
        form = new EsriForm(new Dictionary<string, string>(), [], []);
        if (body.IsEmpty || body[0] is (byte)'{' or (byte)'[' || !FormBody.TryParse(body, out var fields, out _) || !fields.TryGetValue(Name, out var payload)) return false;
        form = new EsriForm(fields, Encoding.UTF8.GetBytes(payload), Raw(body));
        return true;
    }

    private static byte[] Raw(ReadOnlySpan<byte> body)
    {
        foreach (var range in body.Split((byte)'&'))
            if (body[range].StartsWith("payload="u8)) return body[range][8..].ToArray();
        return [];
    }
}

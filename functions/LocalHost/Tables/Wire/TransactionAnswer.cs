using Azure;

namespace LocalHost.Tables.Wire;

/// <summary>Cuts a batch's multipart answer into the answers of its actions, without copying.</summary>
internal static class TransactionAnswer
{
    public static List<Response> Parse(Response response)
    {
        var parts = new List<Response>();
        var rest = response.Content.ToMemory();
        while (true)
        {
            var start = rest.Span.IndexOf("HTTP/1.1 "u8);
            if (start < 0)
            {
                return parts;
            }

            rest = rest[start..];
            var end = End(rest.Span);
            parts.Add(new TransactionPart(rest[..end], response.ClientRequestId));
            rest = rest[end..];
        }
    }

    /// <summary>A part reaches to the next boundary; JSON never has a line that begins with two dashes.</summary>
    private static int End(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf("\n--"u8);
        return end < 0 ? text.Length : end;
    }
}

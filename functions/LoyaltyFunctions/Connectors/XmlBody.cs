using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace LoyaltyFunctions.Connectors;

/// <summary>The strict reading of XML: no DTD and so no entity of one's own, nothing fetched, at most 32 deep and 100,000 nodes. Never
/// throws.</summary>
internal static class XmlBody
{
    public const int MaxDepth = 32;

    private const int MaxNodes = 100_000;
    private const int MaxCharacters = 4 * 1024 * 1024;

    /// <summary>True with the root element; false with a sentence that says why the body is malformed and quotes nothing of it.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out XElement? root, out string problem)
    {
        root = null;
        problem = body.Span.Trim(" \t\r\n"u8).IsEmpty ? "The body is empty." : "";
        if (problem.Length > 0) return false;
        try
        {
            problem = Measure(body);
            if (problem.Length > 0) return false;
            using var reader = Open(body);
            root = XDocument.Load(reader).Root;
            return root is not null;
        }
        catch (XmlException fault)
        {
            problem = $"The body is not one XML document, or has a document type (line {fault.LineNumber}).";
            return false;
        }
    }

    // Before anything is kept of it: a tree of a hundred thousand empty elements takes far more room than its text.
    private static string Measure(ReadOnlyMemory<byte> body)
    {
        using var reader = Open(body);
        for (var nodes = 0; reader.Read(); nodes += 1 + reader.AttributeCount)
        {
            if (reader.Depth > MaxDepth) return $"The body exceeds {MaxDepth} levels.";
            if (nodes > MaxNodes) return $"The body has more than {MaxNodes} nodes.";
        }

        return "";
    }

    private static XmlReader Open(ReadOnlyMemory<byte> body) => XmlReader.Create(
        new MemoryStream(body.ToArray(), writable: false),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
}

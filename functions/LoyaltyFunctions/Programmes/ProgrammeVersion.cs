using Azure.Data.Tables;
using Loyalty.Programmes;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Programmes;

/// <summary>A version as it was published, and when it takes effect.</summary>
internal sealed record ProgrammeVersion(Programme Programme, ReadOnlyMemory<byte> Document, DateTimeOffset From, DateTimeOffset PublishedAt)
{
    public void Write(TableEntity row)
    {
        row["From"] = From;
        row["PublishedAt"] = PublishedAt;
        Content.Write(row, Document.Span);
    }

    /// <summary>Throws when this release cannot read the document.</summary>
    public static ProgrammeVersion Read(TableEntity row, ProgramOptions options)
    {
        var document = Content.Read(row);
        var programme = ProgrammeFile.Parse(document, options);
        return new ProgrammeVersion(programme, document, row.GetDateTimeOffset("From") ?? default, row.GetDateTimeOffset("PublishedAt") ?? default);
    }
}

using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>How far the work on a dropped file has come. It is known by its partner, kind and content, so that a second drop of it is the
/// same one.</summary>
public sealed record DroppedFile(string Id, string Partner, string Blob, string BlobVersion, DateTimeOffset DroppedAt)
{
    /// <summary>The columns as their header named them; null before it was read.</summary>
    public string? Columns { get; init; }

    /// <summary>The first byte that has not been worked on, and the line that it is on.</summary>
    public long Offset { get; init; }

    public long Line { get; init; } = 1;

    public long Rows { get; init; }

    public long BadRows { get; init; }

    /// <summary>The length of the report as far as it tells of rows before <see cref="Offset"/>.</summary>
    public long ReportBytes { get; init; }

    public bool IsDone { get; init; }

    /// <summary>The version that was read.</summary>
    public ETag Version { get; init; }
}

/// <summary>One row for each file that was dropped: what the file's hash is for, and from where a killed run goes on.</summary>
public sealed class DroppedFiles(LedgerTables tables)
{
    public async Task<DroppedFile?> FindAsync(string id, CancellationToken cancellation)
    {
        var found = await Table(id).GetEntityIfExistsAsync<TableEntity>(id, id, cancellationToken: cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>Adds the file unless it is there; returns what stands.</summary>
    public async Task<DroppedFile> AddAsync(DroppedFile file, CancellationToken cancellation)
    {
        try
        {
            var added = await Table(file.Id).AddEntityAsync(Write(file), cancellation);
            return file with { Version = added.Headers.ETag!.Value };
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindAsync(file.Id, cancellation) ?? await AddAsync(file, cancellation);
        }
    }

    /// <summary>Keeps how far the work has come; null when somebody else went on meanwhile.</summary>
    public async Task<DroppedFile?> TryMoveAsync(DroppedFile file, CancellationToken cancellation)
    {
        try
        {
            var moved = await Table(file.Id).UpdateEntityAsync(Write(file), file.Version, TableUpdateMode.Replace, cancellation);
            return file with { Version = moved.Headers.ETag!.Value };
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Where the answer to this very write was lost, it is what stands.
            return await FindAsync(file.Id, cancellation) is { } stands && stands == file with { Version = stands.Version } ? stands : null;
        }
    }

    private TableClient Table(string id) => tables.Of(Names.Tables.Files, id);

    private static TableEntity Write(DroppedFile file) => new(file.Id, file.Id)
    {
        ["Partner"] = file.Partner,
        ["Blob"] = file.Blob,
        ["BlobVersion"] = file.BlobVersion,
        ["DroppedAt"] = file.DroppedAt,
        ["Columns"] = file.Columns,
        ["Offset"] = file.Offset,
        ["Line"] = file.Line,
        ["Rows"] = file.Rows,
        ["BadRows"] = file.BadRows,
        ["ReportBytes"] = file.ReportBytes,
        ["IsDone"] = file.IsDone,
    };

    private static DroppedFile Read(TableEntity row) => new(
        row.RowKey,
        row.GetString("Partner"),
        row.GetString("Blob"),
        row.GetString("BlobVersion"),
        row.GetDateTimeOffset("DroppedAt")!.Value)
    {
        Columns = row.GetString("Columns"),
        Offset = row.GetInt64("Offset") ?? 0,
        Line = row.GetInt64("Line") ?? 1,
        Rows = row.GetInt64("Rows") ?? 0,
        BadRows = row.GetInt64("BadRows") ?? 0,
        ReportBytes = row.GetInt64("ReportBytes") ?? 0,
        IsDone = row.GetBoolean("IsDone") ?? false,
        Version = row.ETag,
    };
}

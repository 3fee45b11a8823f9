using System.Globalization;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.ErpFiles;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Files;

/// <summary>A row of a file that was read: its event, or the reason why it has none. <c>About</c>: rows about the same are worked on in their order.</summary>
internal sealed record FileRow(long Line, InboundEvent? Event, string? Problem)
{
    public string About => Event switch
    {
        ItemsUpdated items => items.Items[0].Sku,
        CustomerUpdated customer => (customer.AlsoKnownAs ?? customer.Customer).Hash,
        CashReceiptPosted paid => paid.Customer.Hash,
        _ => "",
    };
}

/// <summary>The rows of a dropped file from where its work stands, some at a time.</summary>
internal sealed class FileRows(Stream content, ErpFileName name, DroppedFile from, Partner partner)
{
    private const int MaxReasonLength = 400;

    private readonly RecordReader _records = new(content, name.IsCsv, from.Offset, from.Line);
    private readonly ErpColumns _columns = ErpColumns.Parse(from.Columns!);

    /// <summary>The next rows, and the offset and line behind them; <c>IsEnd</c> when there are no more.</summary>
    public async Task<(IReadOnlyList<FileRow> Rows, long Offset, bool IsEnd)> ReadAsync(int most, CancellationToken cancellation)
    {
        var rows = new List<FileRow>(most);
        var offset = -1L;
        while (rows.Count < most)
        {
            if (await _records.NextAsync(cancellation) is not { } record)
            {
                return (rows, offset, true);
            }

            rows.Add(Read(record));
            offset = record.End;
        }

        return (rows, offset, false);
    }

    /// <summary>The line that the next row begins on.</summary>
    public long NextLine => _records.Line;

    /// <summary>A line of a report. Reasons are words of the hub and quote nothing of the file.</summary>
    public static string Line(long line, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"{line},\"{reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n");

    public static async Task<(ErpColumns Columns, FileRecord Header, string Problem)> ReadHeaderAsync(Stream content, ErpFileName name, CancellationToken cancellation)
    {
        var header = await new RecordReader(content, name.IsCsv).NextAsync(cancellation);
        return header is not { Problem: null } sound ? (ErpColumns.None, default, "is missing or cannot be read")
            : ErpColumns.TryRead(sound.Bytes.Span, ErpRowReader.ColumnsOf(name.Kind), out var columns, out var problem) ? (columns, sound, "")
            : (columns, sound, problem);
    }

    private FileRow Read(FileRecord record)
    {
        var problem = record.Problem;
        if (problem is null && ErpRow.TryRead(record.Bytes.Span, name, _columns, out var row, out problem))
        {
            return ErpRowReader.Read(name.Kind, row, from.DroppedAt, partner) is { } read
                ? new FileRow(record.Line, read, null)
                : new FileRow(record.Line, null, Short(string.Join("; ", row.Faults.Select(fault => $"{fault.Pointer.TrimStart('/')} {fault.Detail}"))));
        }

        return new FileRow(record.Line, null, problem);
    }

    private static string Short(string reason) => reason.Length > MaxReasonLength ? reason[..MaxReasonLength] : reason;
}

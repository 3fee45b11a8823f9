using System.Globalization;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.ErpFiles;

/// <summary>Reads a file that was sent as a webhook: all of its rows or none, since the sender is told at once what is wrong. The line of a
/// bad row begins its pointer.</summary>
internal static class ErpFilesReader
{
    private const int MaxRows = 1_000;

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (ErpFileName.Of(request.Header(ErpFileName.Header)) is not { } file) return ParsedDelivery.Unreadable($"The header {ErpFileName.Header} names no file that is known.");
        var at = Signatures.TryUnixSeconds(request.Header(StandardWebhooksSignature.TimestampHeader), out var sent) ? sent : DateTimeOffset.UnixEpoch;
        using var body = new MemoryStream(request.Body.ToArray(), writable: false);
        var records = new RecordReader(body, file.IsCsv);
        var columns = ErpColumns.None;
        var problem = "has no header";
        if (file.IsCsv && (Next(records) is not { } header || !ErpColumns.TryRead(header.Bytes.Span, ErpRowReader.ColumnsOf(file.Kind), out columns, out problem)))
            return ParsedDelivery.Unreadable($"The file {problem}.");
        return ReadRows(records, file, columns, at, partner);
    }

    private static ParsedDelivery ReadRows(RecordReader records, ErpFileName file, ErpColumns columns, DateTimeOffset at, Partner partner)
    {
        var (events, faults) = (new List<InboundEvent>(), new List<FieldFault>());
        while (Next(records) is { } record && faults.Count < Fields.MaxFaults)
        {
            var line = record.Line.ToString(CultureInfo.InvariantCulture);
            var problem = record.Problem ?? "";
            if (problem.Length > 0 || !ErpRow.TryRead(record.Bytes.Span, file, columns, out var row, out problem)) faults.Add(new FieldFault($"/{line}", problem));
            else if (ErpRowReader.Read(file.Kind, row, at, partner) is { } read) events.Add(read);
            else faults.AddRange(row.Faults.Select(fault => fault with { Pointer = $"/{line}{fault.Pointer}" }));
            if (events.Count > MaxRows) faults.Add(new FieldFault("", $"has more than {MaxRows} rows: drop the file instead"));
        }

        if (faults.Count == 0 && events.Count == 0) faults.Add(new FieldFault("", "has no row"));
        return faults.Count > 0 ? ParsedDelivery.Refused(faults) : ParsedDelivery.Of(events);
    }

    // The stream is memory: the task is always done.
    private static FileRecord? Next(RecordReader records) => records.NextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
}

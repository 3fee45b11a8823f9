using Azure.Core;
using Testing.Tables;
using Testing.Tables.Faults;
using Testing.Tables.Protocol;

namespace Testing.InProcess;

/// <summary>The way from a process to the tables.</summary>
internal sealed class TableTransport(Wire wire, TableService tables) : WireTransport(wire)
{
    private readonly Wire _wire = wire;
    [ThreadStatic]
    private static bool _isBatch;

    protected override (string Name, bool IsWrite, Func<Answer> Serve) Open(Request request)
    {
        var (call, refusal) = tables.Read(request);
        if (call is null)
        {
            return ("a request that cannot be read", false, () => refusal!);
        }

        _isBatch = call.Kind == TableRequestKind.Batch;
        var isWrite = TableRequest.Writes(call.Kind);
        return (NameOf(call), isWrite, () => Serve(call, isWrite));
    }

    protected override Answer Refused(Fault fault)
    {
        var error = new TableError(fault.Status, fault.Code, fault.Message);
        return _isBatch && fault.Status is 404 or 409 or 412 ? BatchAnswer.Of([Answer.Refused(error, 0)]) : Answer.Refused(error);
    }

    private static string NameOf(Call call) => call.Kind == TableRequestKind.Batch
        ? $"{call.Table}: {string.Join(", ", call.Rows.Select(row => row.Method + " " + KindOf(row.RowKey)))}"
        : call.Rows is [var row] ? $"{call.Table}: {row.Method} {KindOf(row.RowKey)}" : $"{call.Table}: {call.Kind}";

    /// <summary>Row keys are ids and what the row is, between dashes.</summary>
    private static string KindOf(string rowKey) => rowKey.Split('-') is [_, var kind, ..] ? kind : "row";

    private Answer Serve(Call call, bool isWrite)
    {
        var answer = tables.Handle(call);
        if (isWrite && call.Rows.Count > 0)
        {
            _wire.OnWritten?.Invoke(call.Table, call.Rows[0].PartitionKey);
        }

        return answer;
    }
}

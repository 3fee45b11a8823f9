using Azure;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LocalHost.Timers;

/// <summary>Remembers when timers ran, so that a run missed while the host was down is made up for, once.</summary>
internal sealed partial class TimerMonitor(TableClient? table, ILogger<TimerMonitor> logger)
{
    public const string TableName = "LocalHostTimers";

    private const string Partition = "timers";

    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellation)
    {
        if (table is null)
            return null;
        try
        {
            await table.CreateIfNotExistsAsync(cancellation);
            var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, function, cancellationToken: cancellation);
            return found.HasValue ? From(found.Value!) : null;
        }
        catch (RequestFailedException e)
        {
            Log.Failed(logger, e, function);
            return null;
        }
    }

    /// <summary>A status that cannot be written costs a run made up for twice or not at all, so the timer goes on.</summary>
    public async Task WriteAsync(string function, ScheduleStatus status)
    {
        if (table is null)
            return;
        var row = new TableEntity(Partition, function)
        {
            [nameof(status.Next)] = status.Next,
            [nameof(status.LastUpdated)] = status.LastUpdated,
        };
        // Before the first run there is no last one, and the year 1 is no instant that a table could keep.
        if (status.Last != default)
            row[nameof(status.Last)] = status.Last;
        try
        {
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace);
        }
        catch (RequestFailedException e)
        {
            Log.Failed(logger, e, function);
        }
    }

    private static ScheduleStatus From(TableEntity row) => new()
    {
        Last = Instant(row, nameof(ScheduleStatus.Last)),
        Next = Instant(row, nameof(ScheduleStatus.Next)),
        LastUpdated = Instant(row, nameof(ScheduleStatus.LastUpdated)),
    };

    private static DateTime Instant(TableEntity row, string name) => row.GetDateTimeOffset(name)?.UtcDateTime ?? default;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "When timer {Function} ran could not be kept")]
        public static partial void Failed(ILogger logger, Exception e, string function);
    }
}

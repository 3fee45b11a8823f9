using System.Diagnostics;
using LocalHost.Hosting;

namespace LocalHost.Azurite;

/// <summary>A share in the Azurite that this machine's storage setting points at. The last one given back ends it.</summary>
internal sealed class AzuriteLease : IDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeToClose = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly RunnerConnection _connection;
    private readonly Task _end;
    private bool _givenBack;

    private AzuriteLease(RunnerConnection connection)
    {
        _connection = connection;
        _end = WatchAsync();
    }

    /// <summary>
    /// Shares the Azurite that a runner keeps, uses one that somebody else started, or starts one. Null when there is nothing to give back:
    /// the storage is elsewhere or in somebody else's care.
    /// </summary>
    public static async Task<AzuriteLease?> TakeAsync(string? connectionString, string data, CancellationToken cancellation)
    {
        if (StorageEndpoints.From(connectionString) is not { } ports)
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeToStart);
        try
        {
            return await TakeAsync(ports, data, patience);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new StartFault($"Azurite was not ready after {TimeToStart.TotalSeconds:0} s, see {Path.Combine(data, "azurite.log")}", e);
        }
    }

    /// <summary>Gives the share back; when it was the last, waits until Azurite has written its data.</summary>
    public async Task ReleaseAsync()
    {
        _givenBack = true;
        _connection.GiveBack();
        if (await Task.WhenAny(_end, Task.Delay(Silence)) != _end)
            Console.Out.WriteLine("Waiting for Azurite to write its data");
        if (await Task.WhenAny(_end, Task.Delay(TimeToClose)) != _end)
            Console.Error.WriteLine("Azurite did not close in time");
    }

    public void Dispose()
    {
        _givenBack = true;
        _connection.Dispose();
    }

    private static async Task<AzuriteLease?> TakeAsync(StorageEndpoints ports, string data, CancellationTokenSource patience)
    {
        while (true)
        {
            if (await ShareAsync(ports, data, patience.Token) is { } lease)
                return lease;
            if (await IsServedAsync(ports, patience.Token))
                return null;
            // The first installation may take as long as the network needs.
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
            var main = await AzuritePackage.EnsureAsync(data, patience.Token);
            patience.CancelAfter(TimeToStart);
            await AzuriteStart.LaunchAsync(main, ports, data, patience.Token);
            await Task.Delay(Pause, patience.Token);
        }
    }

    private static async Task<AzuriteLease?> ShareAsync(StorageEndpoints ports, string data, CancellationToken cancellation)
    {
        foreach (var file in RunnerRecord.Files(ports, data).Where(File.Exists))
        {
            var record = await RunnerRecord.ReadAsync(file, cancellation);
            var connection = record is null ? null : await RunnerConnection.OpenAsync(record.Lease, cancellation);
            if (connection is null)
                RunnerRecord.Remove(file, record);
            else if (await BecomesReadyAsync(connection, cancellation))
                return Checked(connection, record!, ports, data);
        }

        return null;
    }

    private static async Task<bool> BecomesReadyAsync(RunnerConnection connection, CancellationToken cancellation)
    {
        while (await connection.ReadAsync(cancellation) is { } word)
        {
            if (word == "ready")
                return true;
            if (word.StartsWith("failed", StringComparison.Ordinal))
                throw new StartFault($"AzureWebJobsStorage: {word["failed ".Length..]}");
            if (word != "closing")
                continue;
            Console.Out.WriteLine("Waiting for an Azurite that is closing");
            await WaitForEndAsync(connection, cancellation);
            break;
        }

        connection.Dispose();
        return false;
    }

    private static AzuriteLease Checked(RunnerConnection connection, RunnerRecord record, StorageEndpoints ports, string data)
    {
        if (record.Ports.Table != ports.Table)
        {
            connection.Dispose();
            throw new StartFault($"--data {data}: Azurite already serves it on other ports than those of AzureWebJobsStorage (table {record.Ports.Table})");
        }

        if (record.Data != data)
            Console.Out.WriteLine($"Azurite on port {ports.Table} already runs, with its data in {record.Data}");
        return new(connection);
    }

    private static async Task WaitForEndAsync(RunnerConnection connection, CancellationToken cancellation)
    {
        while (await connection.ReadAsync(cancellation) is not null and not "kept")
        {
            // Only the end matters.
        }
    }

    private async Task WatchAsync()
    {
        await WaitForEndAsync(_connection, CancellationToken.None);
        if (!_givenBack)
            Console.Error.WriteLine("Azurite has ended, nothing can be stored until this host is started again; azurite.log may tell why");
    }

    /// <summary>Whether somebody else's Azurite serves every port. One that comes or goes has some of them for a while.</summary>
    private static async Task<bool> IsServedAsync(StorageEndpoints ports, CancellationToken cancellation)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancellation))
        {
            var silent = await SilentAsync(ports, cancellation);
            if (silent.Count == 0 || silent.Count == ports.All.Count())
                return silent.Count == 0;
            if (since.Elapsed > TimeToSettle)
                throw new StartFault($"AzureWebJobsStorage: nothing answers on port {silent[0]}, but an Azurite on {ports.All.Except(silent).First()}; start that one whole, or end it");
        }
    }

    private static async Task<IReadOnlyList<int>> SilentAsync(StorageEndpoints ports, CancellationToken cancellation)
    {
        var silent = new List<int>();
        foreach (var port in ports.All)
        {
            var answer = await AzuriteProbe.AskAsync(port, cancellation);
            if (answer == Answer.SomethingElse)
                throw new StartFault($"AzureWebJobsStorage: port {port} is in use by something that is not Azurite");
            if (answer == Answer.Nothing)
                silent.Add(port);
        }

        return silent;
    }
}

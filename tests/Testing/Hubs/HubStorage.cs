using System.Diagnostics;

namespace Testing.Hubs;

/// <summary>
/// What a hub keeps when it goes: storage on ports of its own, which the hub itself starts, and a folder that is deleted at the end.
/// </summary>
public sealed class HubStorage : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // A runner that was left alone ends Azurite after its grace, and kills it when that takes over 30 s.
    private static readonly TimeSpan TimeToClose = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly int[] _ports = FreePorts.Take(3);

    public string Folder { get; } = Directory.CreateTempSubdirectory("hub-").FullName;

    public string Data => Path.Combine(Folder, "azurite");

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{_ports[0]}/{Account};"
        + $"QueueEndpoint=http://127.0.0.1:{_ports[1]}/{Account};"
        + $"TableEndpoint=http://127.0.0.1:{_ports[2]}/{Account}";

    /// <summary>Writes a file that goes with the storage, such as settings or a programme; returns its path.</summary>
    public async Task<string> WriteAsync(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }

    /// <summary>Waits until Azurite has written its data and gone, then deletes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var since = Stopwatch.StartNew(); IsServed() && since.Elapsed < TimeToClose; await Task.Delay(Pause))
        {
            // The runner removes its record as the last thing it does.
        }

        Directory.Delete(Folder, recursive: true);
    }

    private bool IsServed() => File.Exists(Path.Combine(Data, "runner.json"));
}

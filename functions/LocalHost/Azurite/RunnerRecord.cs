using System.Text.Json;

namespace LocalHost.Azurite;

/// <summary>What a runner writes down about itself: beside the data it serves, and by port where every host of this user looks.</summary>
internal sealed record RunnerRecord(int Pid, int Lease, StorageEndpoints Ports, string Data)
{
    private static readonly TimeSpan TimeToWrite = TimeSpan.FromMilliseconds(200);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Registry => Path.Combine(Path.GetTempPath(), $"localhost-azurite-{Environment.UserName}");

    /// <summary>The files a runner for these ports and this folder has, if there is one.</summary>
    public static IEnumerable<string> Files(StorageEndpoints ports, string data) =>
        [.. ports.All.Select(port => Path.Combine(Registry, $"port-{port}.json")), Path.Combine(data, "runner.json")];

    /// <summary>Null when the file is not there, or not whole although its runner had time to write it.</summary>
    public static async Task<RunnerRecord?> ReadAsync(string file, CancellationToken cancellation)
    {
        if (Read(file) is { } record)
            return record;
        await Task.Delay(TimeToWrite, cancellation);
        return Read(file);
    }

    /// <summary>Removes a record that nobody serves, unless another has taken its place meanwhile.</summary>
    public static void Remove(string file, RunnerRecord? stale)
    {
        if (File.Exists(file) && Read(file) == stale)
            File.Delete(file);
    }

    private static RunnerRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunnerRecord>(File.ReadAllBytes(file), Json);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

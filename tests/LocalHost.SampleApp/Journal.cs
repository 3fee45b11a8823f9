using Microsoft.Extensions.Configuration;

namespace SampleApp;

/// <summary>What ran, one line each, in a file that outlives the process.</summary>
public sealed class Journal(IConfiguration configuration)
{
    private readonly Lock _gate = new();
    private readonly string _path = configuration["Journal"] ?? Path.Combine(Path.GetTempPath(), $"sample-{Environment.ProcessId}.log");

    public void Write(string line)
    {
        lock (_gate)
            File.AppendAllText(_path, line + "\n");
    }
}

public sealed class SampleOptions
{
    public string Mood { get; set; } = "";
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LocalHost.Hosting;

/// <summary>Runs that nobody awaits but a stop.</summary>
internal sealed partial class BackgroundRuns(ILogger<BackgroundRuns> logger)
{
    private readonly ConcurrentDictionary<Task, bool> _runs = new();

    public void Start(string function, Func<Task> run)
    {
        var task = Task.Run(() => RunAsync(function, run));
        _runs[task] = true;
        _ = task.ContinueWith(x => _runs.TryRemove(x, out _), TaskScheduler.Default);
    }

    public Task FinishAsync() => Task.WhenAll(_runs.Keys);

    private async Task RunAsync(string function, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, function);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed")]
        public static partial void Failed(ILogger logger, Exception e, string function);
    }
}

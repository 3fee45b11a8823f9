using Microsoft.Extensions.Hosting;

namespace LoyaltyFunctions.Demo;

/// <summary>Tells the story once the hub listens. Whatever goes wrong is one line: the hub keeps running.</summary>
internal sealed class DemoStart(IHostApplicationLifetime lifetime, DemoRun run, Page page) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ListeningAsync(stoppingToken);
            await run.TellAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ended by whoever ended the hub.
        }
        catch (Exception e)
        {
            page.Say($"The demo ends here, the hub keeps running: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private async Task ListeningAsync(CancellationToken stopping)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stopping);
    }
}

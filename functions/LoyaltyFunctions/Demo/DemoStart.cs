using Microsoft.Extensions.Hosting;

namespace LoyaltyFunctions.Demo;

/// <summary>Tells the story once the hub listens. Whatever goes wrong is one line: the hub keeps running.</summary>
internal sealed class DemoStart(IHostApplicationLifetime lifetime, DemoGround ground, DemoTelling telling, Page page) : BackgroundService
{
    /// <summary>A host lists its functions when it has started; the story is told below that list.</summary>
    private static readonly TimeSpan TimeToList = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The web server stops before this does, and the story must not complain of that.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await ListeningAsync(ending.Token);
            await TellAsync(ending.Token);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // Ended by whoever ended the hub.
        }
        catch (Exception e)
        {
            page.Say($"The demo ends here, the hub keeps running: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private async Task TellAsync(CancellationToken stopping)
    {
        await Task.Delay(TimeToList, stopping);
        if (ground.Objection is { } objection)
        {
            page.Say($"No demo: {objection} The hub runs on.");
            return;
        }

        await telling.TellAsync(stopping);
    }

    private async Task ListeningAsync(CancellationToken stopping)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stopping);
    }
}

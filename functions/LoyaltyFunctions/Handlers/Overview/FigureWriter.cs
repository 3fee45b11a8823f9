using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers.Overview;

/// <summary>Writes the figures every few seconds and once more at the end; notes at the start which secrets are in use.</summary>
internal sealed partial class FigureWriter(Figures figures, BasketFigures baskets, PartnerOverview partners, TimeProvider clock, ILogger<FigureWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(WriteAsync, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryAsync(partners.KnowSecretsAsync, stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(WriteAsync, stoppingToken);
        }
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        await figures.WriteAsync(cancellation);
        await baskets.WriteAsync(cancellation);
    }

    private async Task TryAsync(Func<CancellationToken, Task> write, CancellationToken cancellation)
    {
        try
        {
            await write(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Log.NotWritten(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Figures of the day are not written yet; the next attempt is in seconds")]
        public static partial void NotWritten(ILogger logger, Exception e);
    }
}

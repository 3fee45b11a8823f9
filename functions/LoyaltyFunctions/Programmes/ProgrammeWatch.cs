using LoyaltyFunctions.Handlers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Programmes;

/// <summary>Every process learns within half a minute what another one has published.</summary>
internal sealed partial class ProgrammeWatch(ProgrammeBook programmes, TimeProvider clock, ILogger<ProgrammeWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await programmes.ReloadAsync(stoppingToken);
            }
            catch (Exception e) when (StoreFaults.Is(e) && !stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The versions of the programme could not be read; this process goes on with those it knows")]
        public static partial void NotRead(ILogger logger, Exception e);
    }
}

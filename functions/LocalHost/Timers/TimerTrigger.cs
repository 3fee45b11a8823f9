using LocalHost.Functions;
using LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LocalHost.Timers;

/// <summary>One timer function: waits for its next occurrence on the host's clock and runs it, never two runs at once.</summary>
internal sealed partial class TimerTrigger(
    LocalFunction function, TimerSchedule schedule, TimerMonitor monitor, FunctionRunner runner, Surroundings around) : IDisposable
{
    // Task.Delay takes no more than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimerTriggerAttribute _trigger = (TimerTriggerAttribute)function.Trigger;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = around.Loggers.CreateLogger<TimerTrigger>();
    private ScheduleStatus? _status;
    private Task _loop = Task.CompletedTask;

    public LocalFunction Function => function;

    public string Schedule => schedule.Text;

    private DateTime Now => around.Clock.GetUtcNow().UtcDateTime;

    public void Start() => _loop = Task.Run(LoopAsync);

    public Task StopTakingAsync() => _stopping.CancelAsync();

    public Task FinishAsync() => _loop;

    public void Dispose()
    {
        _one.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Runs now, after the run that may be under way.</summary>
    public async Task RunAsync(bool pastDue)
    {
        await _one.WaitAsync();
        try
        {
            var info = new TimerInfo { IsPastDue = pastDue, ScheduleStatus = _status };
            await runner.RunAsync(function, (x, services) => new(x, services) { Input = info, Stopping = around.GiveUp });
        }
        catch (Exception e)
        {
            Log.Failed(_logger, e, function.Name);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task LoopAsync()
    {
        try
        {
            var monitored = _trigger.UseMonitor && schedule.IsMonitored(Now);
            _status = monitored ? await monitor.ReadAsync(function.Name, _stopping.Token) : null;
            var missed = _status is { } known && known.Next < Now;
            if (missed || _trigger.RunOnStartup)
                await OccurAsync(Now, missed, monitored);
            else if (_status is null || _status.Last > Now)
                await RememberAsync(default, schedule.After(Now), monitored);
            while (true)
            {
                var next = schedule.After(Now);
                await WaitUntilAsync(next);
                await OccurAsync(next, false, monitored);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (Exception e)
        {
            Log.Ended(_logger, e, function.Name);
        }
    }

    private async Task OccurAsync(DateTime due, bool pastDue, bool monitored)
    {
        await RunAsync(pastDue);
        await RememberAsync(due, schedule.After(Now > due ? Now : due), monitored);
    }

    private async Task RememberAsync(DateTime last, DateTime next, bool monitored)
    {
        _status = new() { Last = last, Next = next, LastUpdated = Now };
        if (monitored)
            await monitor.WriteAsync(function.Name, _status);
    }

    private async Task WaitUntilAsync(DateTime instant)
    {
        while (instant - Now is { } left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestWait ? left : LongestWait, around.Clock, _stopping.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Timer {Function} failed")]
        public static partial void Failed(ILogger logger, Exception e, string function);

        [LoggerMessage(2, LogLevel.Critical, "Timer {Function} has no further occurrence or cannot go on; it runs no more")]
        public static partial void Ended(ILogger logger, Exception e, string function);
    }
}

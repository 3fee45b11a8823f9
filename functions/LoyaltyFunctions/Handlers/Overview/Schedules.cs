using System.Reflection;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace LoyaltyFunctions.Handlers.Overview;

/// <summary>The timer functions by their schedules, as the host sees them: NCRONTAB with six fields, UTC.</summary>
public sealed class Schedules(IConfiguration settings, TimeProvider clock)
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };

    private static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        [nameof(ExpirePointsTimer)] = RunHandler.Expire,
        [nameof(LapseReservationsTimer)] = RunHandler.Lapse,
        [nameof(ReleasePendingTimer)] = RunHandler.Release,
        [nameof(RecalculateTiersTimer)] = RunHandler.Tiers,
        [nameof(RunJourneysTimer)] = RunHandler.Journeys,
        [nameof(TellExpiringTimer)] = RunHandler.Expiring,
        [nameof(ReconcileLedgerTimer)] = ProofRuns.ReconcileKind,
        [nameof(CompactArchiveTimer)] = CompactionHandler.Kind,
    };

    private static readonly IReadOnlyList<(string Function, string Setting)> Timers =
    [
        .. from type in typeof(ExpirePointsTimer).Assembly.GetTypes()
           where type.Namespace == typeof(ExpirePointsTimer).Namespace
           from method in type.GetMethods()
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where trigger is not null
           orderby type.Name
           select (type.Name, trigger.Schedule.Trim('%')),
    ];

    public SchedulePage List()
    {
        var now = clock.GetUtcNow();
        return new SchedulePage([.. Timers.Select(timer => View(timer.Function, settings[timer.Setting] ?? "", now)).OfType<ScheduleView>()]);
    }

    private static ScheduleView? View(string function, string schedule, DateTimeOffset now) =>
        CrontabSchedule.TryParse(schedule, WithSeconds) is { } parsed
            ? new ScheduleView(function, schedule, new DateTimeOffset(parsed.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero), Kinds.GetValueOrDefault(function))
            : null;
}

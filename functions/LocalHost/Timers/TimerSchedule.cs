using System.Globalization;
using LocalHost.Functions;
using LocalHost.Hosting;
using NCrontab;

namespace LocalHost.Timers;

/// <summary>When a timer is due, in UTC: NCRONTAB with six fields (five: seconds are 0), or a fixed interval such as <c>00:05:00</c>.</summary>
internal sealed class TimerSchedule
{
    private const int FieldsWithSeconds = 6;
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    /// <summary>The schedule in a text; <paramref name="written"/> is what the trigger says, maybe <c>%Setting%</c>.</summary>
    public TimerSchedule(LocalFunction function, string text, string written = "")
    {
        Text = text;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _interval) && _interval > TimeSpan.Zero)
            return;
        var seconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == FieldsWithSeconds;
        _cron = CrontabSchedule.TryParse(text, new() { IncludingSeconds = seconds })
            ?? throw (written is ['%', .. var setting, '%']
                ? new StartFault($"{setting} is {text}, not NCRONTAB with six fields; function {function.Name} needs it")
                : function.Fault($"the schedule {text} is not NCRONTAB with six fields"));
    }

    public string Text { get; }

    public DateTime After(DateTime instant) => _cron?.GetNextOccurrence(instant) ?? instant + _interval;

    /// <summary>Whether missed runs are made up for; as on Azure not for schedules that come round within a minute.</summary>
    public bool IsMonitored(DateTime now) => After(After(now)) - After(now) >= ShortestMonitored;
}

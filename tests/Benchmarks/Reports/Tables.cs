using System.Globalization;
using Benchmarks.Runs;

namespace Benchmarks.Reports;

/// <summary>The results as text.</summary>
internal static class Tables
{
    public static void WriteHead() =>
        Console.WriteLine($"\n{"",-50}{"a second",10}{"of raw",8}{"p50 ms",9}{"p99 ms",9}   processor ms a call: hub, Azurite, load");

    public static void Write(Series series, Series? raw = null)
    {
        if (series.Samples.Count == 0)
            return;
        var ratio = raw is null ? "" : Number(series.RatioTo(raw), "0.00");
        var (p50, p99) = (series.Median(x => x.Result.Percentile(0.5).TotalMilliseconds), series.Median(x => x.Result.Percentile(0.99).TotalMilliseconds));
        var hub = raw is null ? "" : Number(series.Median(x => x.HubMilliseconds), "0.00");
        var (azurite, own) = (series.Median(x => x.AzuriteMilliseconds), series.Median(x => x.OwnMilliseconds));
        Console.WriteLine(
            $"{series.Name,-50}{Number(series.PerSecond, "#,##0"),10}{ratio,8}{Number(p50, "0.0"),9}{Number(p99, "0.0"),9}"
            + $"{hub,15}{Number(azurite, "0.00"),7}{Number(own, "0.00"),7}");
    }

    public static void WriteRate(string name, double perSecond, double ratio) =>
        Console.WriteLine($"{name,-50}{Number(perSecond, "#,##0"),10}{Number(ratio, "0.00"),8}");

    public static void WriteCalls(IReadOnlyList<CallCount> calls)
    {
        Console.WriteLine($"\n{"storage calls",-50}{"a purchase",12}{"a webhook",12}");
        foreach (var call in calls.Where(x => x.APurchase >= 0.01 || x.AWebhook >= 0.01).OrderByDescending(x => x.APurchase).ThenByDescending(x => x.AWebhook))
        {
            Console.WriteLine($"{call.Name,-50}{Number(call.APurchase, "0.00"),12}{Number(call.AWebhook, "0.00"),12}");
        }

        Console.WriteLine($"{"together",-50}{Number(calls.Sum(x => x.APurchase), "0.00"),12}{Number(calls.Sum(x => x.AWebhook), "0.00"),12}");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

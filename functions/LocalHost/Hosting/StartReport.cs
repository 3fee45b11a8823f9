using LocalHost.Functions;
using LocalHost.Http;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Hosting;

/// <summary>What is said at the start: one line a function, then where the host listens.</summary>
internal static class StartReport
{
    public static void Write(TriggerSet triggers, int port)
    {
        var lines = Lines(triggers);
        var name = lines.Select(x => x.Name.Length).DefaultIfEmpty().Max();
        var trigger = lines.Select(x => x.Trigger.Length).DefaultIfEmpty().Max();
        foreach (var line in lines)
            Console.Out.WriteLine($"  {line.Name.PadRight(name)}  {line.Trigger.PadRight(trigger)}  {line.On}");
        Console.Out.WriteLine($"Listening on http://localhost:{port}");
        Console.Out.Flush();
    }

    public static IReadOnlyList<(string Name, string Trigger, string On)> Lines(TriggerSet triggers) =>
        [.. triggers.Catalog.All.Select(x => Line(x, triggers)).OrderBy(x => x.Trigger, StringComparer.Ordinal).ThenBy(x => x.On, StringComparer.Ordinal)];

    private static (string Name, string Trigger, string On) Line(LocalFunction function, TriggerSet triggers) => function.Trigger switch
    {
        HttpTriggerAttribute http => (function.Name, "http", $"/{HttpFunctions.RouteOf(function, http, triggers.Around.Host.RoutePrefix)} {Methods(http)}"),
        TimerTriggerAttribute => (function.Name, "timer", triggers.Timers.First(x => x.Function == function).Schedule),
        ServiceBusTriggerAttribute => (function.Name, "queue", triggers.Queues.NameOf(function)),
        _ => (function.Name, "eventGrid", $"/runtime/webhooks/eventgrid?functionName={function.Name}"),
    };

    private static string Methods(HttpTriggerAttribute http) =>
        http.Methods is { Length: > 0 } methods ? $"({string.Join(", ", methods.Select(x => x.ToUpperInvariant()))})" : "(any)";
}

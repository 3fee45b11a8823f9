using System.Reflection;
using System.Text.Json;
using LoyaltyFunctions.Triggers;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>A function of the app. <c>On</c> is its method and route, its schedule or its queue.</summary>
internal sealed record AppFunction(string Name, Type Type, string Trigger, string On)
{
    /// <summary>The route of an HTTP function, with the host's prefix; null for any other.</summary>
    public string? Route => Trigger == "http" ? On[(On.IndexOf(' ', StringComparison.Ordinal) + 1)..] : null;

    /// <summary>The method of an HTTP function, in capitals.</summary>
    public string Method => On.Split(' ')[0];

    public bool Takes<T>() => Type.GetConstructors().Single().GetParameters().Any(taken => taken.ParameterType == typeof(T));
}

/// <summary>Every function of the app, found as the Functions host finds them.</summary>
internal static class AppFunctions
{
    private static readonly string Prefix = ReadPrefix();

    public static IReadOnlyList<AppFunction> All { get; } =
    [
        .. typeof(GetHealthHttp).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(Of)
            .OrderBy(function => function.Name, StringComparer.Ordinal),
    ];

    public static IEnumerable<AppFunction> Http => All.Where(function => function.Trigger == "http");

    private static IEnumerable<AppFunction> Of(MethodInfo method)
    {
        if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
        {
            yield break;
        }

        foreach (var attribute in method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()))
        {
            if (On(attribute) is { } on)
            {
                yield return new AppFunction(function.Name, method.DeclaringType!, on.Trigger, on.On);
            }
        }
    }

    private static (string Trigger, string On)? On(Attribute attribute) => attribute switch
    {
        HttpTriggerAttribute http => ("http", $"{http.Methods!.Single().ToUpperInvariant()} /{Prefix}/{http.Route}"),
        TimerTriggerAttribute timer => ("timer", timer.Schedule),
        ServiceBusTriggerAttribute queue => ("queue", queue.QueueName!),
        EventGridTriggerAttribute => ("eventGrid", ""),
        _ => null,
    };

    private static string ReadPrefix()
    {
        using var host = JsonDocument.Parse(Repository.Read("functions/LoyaltyFunctions/host.json"));
        return host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()!;
    }
}

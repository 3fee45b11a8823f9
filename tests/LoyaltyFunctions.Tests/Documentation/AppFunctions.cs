using System.Reflection;
using LoyaltyFunctions.Triggers;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>A function of the app. <c>On</c> is its method and route, its schedule or its queue.</summary>
internal sealed record AppFunction(string Name, Type Type, string Trigger, string On)
{
    /// <summary>The route of an HTTP function, to which the host adds no prefix; null for any other.</summary>
    public string? Route => Trigger == "http" ? On[(On.IndexOf(' ', StringComparison.Ordinal) + 1)..] : null;

    /// <summary>The method of an HTTP function, in capitals.</summary>
    public string Method => On.Split(' ')[0];
}

/// <summary>Every function of the app, found as the Functions host finds them.</summary>
internal static class AppFunctions
{
    public static IReadOnlyList<AppFunction> All { get; } =
    [
        .. typeof(GetHealthHttp).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(Of)
            .OrderBy(function => function.Name, StringComparer.Ordinal),
    ];

    /// <summary>The HTTP functions of the API; the others are pages.</summary>
    public static IEnumerable<AppFunction> Api => Http.Where(function => function.Route!.StartsWith("/api/", StringComparison.Ordinal));

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
        HttpTriggerAttribute http => ("http", $"{http.Methods!.Single().ToUpperInvariant()} /{http.Route}"),
        TimerTriggerAttribute timer => ("timer", timer.Schedule),
        ServiceBusTriggerAttribute queue => ("queue", queue.QueueName!),
        EventGridTriggerAttribute => ("eventGrid", ""),
        _ => null,
    };
}

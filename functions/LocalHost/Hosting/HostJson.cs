using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LocalHost.Hosting;

/// <summary>
/// The settings of host.json that mean something on this machine. As on Azure they can be overridden by
/// <c>AzureFunctionsJobHost__extensions__…</c>.
/// </summary>
internal sealed record HostJson
{
    private const string Section = "AzureFunctionsJobHost";

    public string RoutePrefix { get; init; } = "api";

    public int MaxConcurrentCalls { get; init; } = 16;

    public int MaxMessageBatchSize { get; init; } = 1000;

    public int MinMessageBatchSize { get; init; } = 1;

    public TimeSpan MaxBatchWaitTime { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a message is locked. A property of the queue on Azure, here a setting so that tests need not wait a minute.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    public bool AutoCompleteMessages { get; init; } = true;

    public static HostJson From(IConfiguration configuration)
    {
        var extensions = configuration.GetSection($"{Section}:extensions");
        var queues = extensions.GetSection("serviceBus");
        var standard = new HostJson();
        return new()
        {
            RoutePrefix = (extensions["http:routePrefix"] ?? standard.RoutePrefix).Trim('/'),
            MaxConcurrentCalls = Number(queues, "maxConcurrentCalls", standard.MaxConcurrentCalls),
            MaxMessageBatchSize = Number(queues, "maxMessageBatchSize", standard.MaxMessageBatchSize),
            MinMessageBatchSize = Number(queues, "minMessageBatchSize", standard.MinMessageBatchSize),
            MaxBatchWaitTime = Span(queues, "maxBatchWaitTime", standard.MaxBatchWaitTime),
            MaxAutoLockRenewalDuration = Span(queues, "maxAutoLockRenewalDuration", standard.MaxAutoLockRenewalDuration),
            LockDuration = Span(queues, "lockDuration", standard.LockDuration),
            AutoCompleteMessages = !string.Equals(queues["autoCompleteMessages"], "false", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <summary>What the file adds to the configuration: itself under its section, and its log levels where .NET looks for them.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(path).Build();
            return file.AsEnumerable().SelectMany(Keys).ToList();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new StartFault($"{path} cannot be read: {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Keys(KeyValuePair<string, string?> entry)
    {
        const string levels = "logging:logLevel:";
        yield return new($"{Section}:{entry.Key}", entry.Value);
        if (entry.Key.StartsWith(levels, StringComparison.OrdinalIgnoreCase))
            yield return new($"Logging:LogLevel:{entry.Key[levels.Length..]}", entry.Value);
    }

    private static int Number(IConfiguration section, string name, int otherwise) => section[name] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new StartFault($"host.json: serviceBus.{name} is {text}, not a positive number");

    private static TimeSpan Span(IConfiguration section, string name, TimeSpan otherwise) => section[name] is not { } text ? otherwise
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span
        : throw new StartFault($"host.json: serviceBus.{name} is {text}, not a time such as 00:05:00");
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LocalHost.Hosting;

/// <summary>What the command line asks of the host itself. Options it does not know are left to the app in <see cref="Rest"/>.</summary>
internal sealed record LaunchOptions
{
    public const int DefaultPort = 7071;

    public int Port { get; init; } = DefaultPort;

    public string? Settings { get; init; }

    public string? Data { get; init; }

    public DateTimeOffset? Now { get; init; }

    public IReadOnlyList<string> Rest { get; init; } = [];

    public static LaunchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new LaunchOptions();
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            if (name is not ("--port" or "--settings" or "--data" or "--now"))
            {
                rest.Add(args[i]);
                continue;
            }

            value ??= i + 1 < args.Count ? args[++i] : throw new StartFault($"{name} needs a value");
            options = options.With(name, value);
        }

        return options with { Rest = rest };
    }

    private static (string Name, string? Value) Split(string arg) =>
        arg.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (arg[..at], arg[(at + 1)..]) : (arg, null);

    private LaunchOptions With(string name, string value) => name switch
    {
        "--port" => this with { Port = ParsePort(value) },
        "--settings" => this with { Settings = value },
        "--data" => this with { Data = value },
        _ => this with { Now = ParseInstant(value) },
    };

    private static int ParsePort(string value)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
            throw new StartFault($"--port {value}: not a port number (1 to {IPEndPoint.MaxPort}, or 0 for any that is free)");
        return port == 0 ? FreePort() : port;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static DateTimeOffset ParseInstant(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
        && value.Contains('-', StringComparison.Ordinal)
            ? instant
            : throw new StartFault($"--now {value}: not an ISO 8601 instant such as 2026-03-29T01:30:00Z");
}

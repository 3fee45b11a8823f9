using Microsoft.Extensions.Options;

namespace LocalHost.Hosting;

/// <summary>Why the host cannot start, in one line that names the option, setting or file to change.</summary>
internal sealed class StartFault(string message, Exception? inner = null) : Exception(message, inner)
{
    private const int ExitCode = 1;

    /// <summary>Runs a step of the start; a fault the user can mend becomes one line on stderr and exit code 1, anything else flies.</summary>
    public static T EndsProcess<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (Lines(e) is { } lines)
        {
            End(lines);
            throw;
        }
    }

    /// <inheritdoc cref="EndsProcess{T}"/>
    public static async Task EndsProcess(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (Lines(e) is { } lines)
        {
            End(lines);
            throw;
        }
    }

    private static IEnumerable<string>? Lines(Exception e) => e switch
    {
        StartFault => [e.Message],
        OptionsValidationException invalid => invalid.Failures,
        AggregateException { InnerExceptions: var all } when all.All(x => x is OptionsValidationException) =>
            all.SelectMany(x => ((OptionsValidationException)x).Failures),
        _ => null,
    };

    private static void End(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Console.Error.WriteLine(line);
        Environment.Exit(ExitCode);
    }
}

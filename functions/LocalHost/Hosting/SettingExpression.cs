using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace LocalHost.Hosting;

/// <summary>Replaces <c>%Setting%</c> in schedules and queue names by the setting's value, as the Functions host does.</summary>
internal static partial class SettingExpression
{
    public static string Resolve(string text, IConfiguration configuration, string function) => Setting().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        return configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
            ? value
            : throw new StartFault($"{name} is not set; function {function} needs it for {text}");
    });

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}

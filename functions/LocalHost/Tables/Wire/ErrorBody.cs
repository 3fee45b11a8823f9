using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace LocalHost.Tables.Wire;

/// <summary>
/// Reads <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>. In a transaction the message begins with the index of
/// the action that failed: <c>2:The specified entity already exists.</c>
/// </summary>
internal sealed class ErrorBody : RequestFailedDetailsParser
{
    /// <summary>Key of that index in the exception's Data.</summary>
    public const string FailedEntity = "FailedEntity";

    public static readonly ErrorBody Parser = new();

    public override bool TryParse(
        Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        if (response.ContentStream is null || response.Content.ToMemory() is not { Length: > 0 } body)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var details = document.RootElement.GetProperty("odata.error");
            var message = details.GetProperty("message").GetProperty("value").GetString() ?? "";
            error = new ResponseError(details.GetProperty("code").GetString(), message);
            data = IndexOf(message) is { } index
                ? new Dictionary<string, string> { [FailedEntity] = index.ToString(CultureInfo.InvariantCulture) }
                : null;
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false; // Something between here and the service answered in its own words.
        }
    }

    private static int? IndexOf(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
    }
}

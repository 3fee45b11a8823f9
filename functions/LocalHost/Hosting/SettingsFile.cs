using System.Text.Json;

namespace LocalHost.Hosting;

/// <summary>Settings in the format of Core Tools: <c>{"IsEncrypted":false,"Values":{"A__B":"…"}}</c>.</summary>
internal static class SettingsFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Configuration keys and values; a double underscore in a name stands for a level.</summary>
    public static IReadOnlyDictionary<string, string?> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StartFault($"Settings {path} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static Dictionary<string, string?> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("the document is not an object");
        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
            throw new FormatException("IsEncrypted is true; only plain settings can be read");
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Add(settings, root, "Values", "");
        Add(settings, root, "ConnectionStrings", "ConnectionStrings:");
        return settings;
    }

    private static void Add(Dictionary<string, string?> settings, JsonElement root, string section, string prefix)
    {
        if (!root.TryGetProperty(section, out var values))
            return;
        if (values.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{section} is not an object");
        foreach (var value in values.EnumerateObject())
        {
            if (value.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                throw new FormatException($"{section}.{value.Name} is not a string");
            settings[prefix + value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
        }
    }
}

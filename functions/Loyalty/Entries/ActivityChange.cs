using System.Text.Json;

namespace Loyalty.Entries;

/// <summary>
/// Purchases of a local day and what they came to, in minor units of the programme's currency; negative where they were given back.
/// </summary>
public sealed record ActivityChange(DateOnly On, long Visits, long Spent);

internal static class ActivityJson
{
    public static void Write(Utf8JsonWriter writer, ActivityChange change)
    {
        writer.WriteStartObject();
        writer.WriteString("on", change.On.Text());
        writer.WriteNumber("visits", change.Visits);
        writer.WriteNumber("spent", change.Spent);
        writer.WriteEndObject();
    }

    public static ActivityChange Read(JsonElement json) => new(json.Date("on"), json.Number("visits"), json.Number("spent"));
}

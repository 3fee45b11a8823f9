using System.Globalization;
using System.Text.Json.Nodes;

namespace LoyaltyFunctions.Demo;

/// <summary>Something that happened in the year, as the store's tills and mailings would tell it.</summary>
internal sealed record YearEvent(string Id, string Type, DateTimeOffset At, JsonObject Data)
{
    public string Body() => new JsonObject { ["type"] = Type, ["occurredAt"] = At.ToString("O", CultureInfo.InvariantCulture), ["data"] = Data.DeepClone() }.ToJsonString();
}

/// <summary>A file of the store's ERP; the name says what is in it.</summary>
internal sealed record YearFile(string Id, string Name, string Csv);

/// <summary>
/// A day of the year: who joins, what the ERP tells, who activates an offer before coming, what happens, and who thinks of spending points in the
/// evening (members by number).
/// </summary>
internal sealed record YearDay(DateOnly On)
{
    public List<YearEvent> Joins { get; } = [];

    public List<YearFile> Files { get; } = [];

    public List<YearEvent> Events { get; } = [];

    public SortedSet<int> Activators { get; } = [];

    public SortedSet<int> Spenders { get; } = [];

    public int Deliveries => Joins.Count + Files.Count + Events.Count;
}

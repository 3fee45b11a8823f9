using System.Text.Json;

namespace Loyalty.Entries;

/// <summary>How far the entry brought the member towards a goal. The figures are absolute, so that the last one is the state.</summary>
/// <param name="Period">The period that is counted; of a streak the last one that belongs to it.</param>
/// <param name="Done">Counted in that period; of a streak its length.</param>
/// <param name="On">The local day that counted last.</param>
/// <param name="Reached">How often the goal has been reached.</param>
public sealed record PlayStep(string Goal, string Period, long Done, DateOnly On, long Reached)
{
    /// <summary>Purchases that count in that period; 0 where no refund can take anything back.</summary>
    public long Times { get; init; }

    /// <summary>This entry reached it.</summary>
    public bool IsReached { get; init; }

    internal bool IsOfSamePeriod(PlayStep other) => (other.Goal, other.Period) == (Goal, Period);
}

/// <summary>The <c>play</c> effect of an entry, and the same in an account.</summary>
internal static class PlayJson
{
    public static void Write(Utf8JsonWriter writer, PlayStep step)
    {
        writer.WriteStartObject();
        writer.WriteString("goal", step.Goal);
        writer.WriteString("period", step.Period);
        writer.WriteNumber("done", step.Done);
        writer.WriteString("on", step.On.Text());
        writer.WriteNumber("reached", step.Reached);
        if (step.Times > 0)
            writer.WriteNumber("times", step.Times);
        if (step.IsReached)
            writer.WriteBoolean("now", true);
        writer.WriteEndObject();
    }

    public static PlayStep Read(JsonElement json) =>
        new(json.Required("goal"), json.Required("period"), json.Number("done"), json.Date("on"), json.Number("reached"))
        {
            Times = json.NumberOr("times", 0),
            IsReached = json.Flag("now"),
        };
}

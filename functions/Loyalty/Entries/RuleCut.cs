using System.Text.Json;

namespace Loyalty.Entries;

/// <summary>Why a rule whose conditions were met gave less than it would have given alone.</summary>
public enum CutReason
{
    /// <summary>A higher factor counted for the lines.</summary>
    Factor,

    /// <summary>Another bonus of its group gave more.</summary>
    Group,

    /// <summary>Its own limit for the member was used up.</summary>
    Limit,

    /// <summary>The limit of its campaign was used up.</summary>
    Campaign,

    /// <summary>The limit of the programme was used up.</summary>
    Programme,

    /// <summary>Its budget, or its campaign's, was spent.</summary>
    Budget,

    /// <summary>The cap of the partner by receipt or day was used up.</summary>
    Partner,

    /// <summary>The member works here.</summary>
    Staff,
}

/// <summary>A rule that gave less, why, and how many points less; 0 where only its share of a sum is known.</summary>
public sealed record RuleCut(string Rule, CutReason Reason, Points Points);

internal static class RuleCutJson
{
    private static readonly string[] ReasonNames = ["factor", "group", "limit", "campaign", "programme", "budget", "partner", "staff"];

    public static string Name(this CutReason reason) => ReasonNames[(int)reason];

    public static void Write(Utf8JsonWriter writer, RuleCut cut)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", cut.Rule);
        writer.WriteString("reason", cut.Reason.Name());
        writer.WriteNumber("points", cut.Points.Value);
        writer.WriteEndObject();
    }

    public static RuleCut Read(JsonElement json) =>
        new(json.Required("rule"), EntryReader.Named<CutReason>(ReasonNames, json.Required("reason")), json.Points("points"));
}

using System.Text.Json;

namespace Loyalty.Entries;

public enum BenefitStep { Used, Returned }

/// <summary>A benefit that was used, or whose use was taken back. Everything that taking it back needs stands here.</summary>
/// <param name="Id">Of the use, the same in both entries.</param>
/// <param name="Count">How many of it.</param>
/// <param name="Counted">Against which allowance, and in which period; null where there is none.</param>
/// <param name="Grant">The grant that paid for it, with its uses as a positive number; null for a benefit of the tier.</param>
public sealed record BenefitUse(string Id, string Benefit, BenefitStep Step, long Count, RuleUse? Counted, GrantChange? Grant);

/// <summary>The <c>benefit</c> effect of an entry, and the row of a use.</summary>
public static class BenefitUseJson
{
    private static readonly string[] StepNames = ["used", "returned"];

    public static byte[] ToBytes(BenefitUse use)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Wire.WriterOptions))
        {
            writer.WriteStartObject();
            Write(writer, use);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Throws <see cref="FormatException"/> for anything that is not the use of a benefit.</summary>
    public static BenefitUse Read(ReadOnlySpan<byte> json) => Wire.Read(json, Read);

    internal static void Write(Utf8JsonWriter writer, BenefitUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        writer.WriteString("use", use.Id);
        writer.WriteString("id", use.Benefit);
        writer.WriteString("step", StepNames[(int)use.Step]);
        writer.WriteNumber("count", use.Count);
        if (use.Counted is { } counted)
        {
            writer.WriteString("rule", counted.Rule);
            writer.WriteString("period", counted.Period);
        }

        if (use.Grant is not { } grant)
            return;
        writer.WritePropertyName("grant");
        PersonalJson.WriteGrant(writer, grant);
    }

    internal static BenefitUse Read(JsonElement json)
    {
        var count = json.Number("count");
        return new BenefitUse(
            json.Required("use"),
            json.Required("id"),
            EntryReader.Named<BenefitStep>(StepNames, json.Required("step")),
            count,
            json.Optional("rule") is { } rule ? new RuleUse(rule, json.Required("period"), count, Points.Zero) : null,
            json.Object("grant", PersonalJson.ReadGrant));
    }
}

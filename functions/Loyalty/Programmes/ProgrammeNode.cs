using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loyalty.Programmes;

/// <summary>
/// A value of the document at its JSON Pointer. Every question that it cannot answer becomes a fault and a harmless default.
/// </summary>
internal readonly partial record struct ProgrammeNode(JsonElement Json, string Pointer, List<ProgrammeFault> Faults)
{
    private const int MaximumText = 200;

    public bool IsObject(params ReadOnlySpan<string> known)
    {
        if (Json.ValueKind != JsonValueKind.Object)
            return Fault("must be an object");
        foreach (var property in Json.EnumerateObject())
            if (!known.Contains(property.Name))
                Child(property.Value, property.Name).Fault("is not known here");
        return true;
    }

    public ProgrammeNode? Optional(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) ? Child(value, name) : null;

    public ProgrammeNode? Required(string name)
    {
        var child = Optional(name);
        if (child is null && Json.ValueKind == JsonValueKind.Object)
            Faults.Add(new ProgrammeFault($"{Pointer}/{name}", "is missing"));
        return child;
    }

    public IReadOnlyList<T> List<T>(Func<ProgrammeNode, T> read, int maximum)
    {
        if (Json.ValueKind != JsonValueKind.Array)
        {
            Fault("must be a list");
            return [];
        }

        if (Json.GetArrayLength() > maximum)
        {
            Fault($"has more than {maximum} items");
            return [];
        }

        var self = this;
        return [.. Json.EnumerateArray().Select((item, index) => read(self.Child(item, index.ToString(CultureInfo.InvariantCulture))))];
    }

    public string Text()
    {
        var text = Json.ValueKind == JsonValueKind.String ? Json.GetString()! : "";
        if (text.Length is 0 or > MaximumText)
            Fault($"must be a text of 1 to {MaximumText} characters");
        return text;
    }

    public string Id()
    {
        var text = Text();
        if (text.Length > 0 && !IdPattern().IsMatch(text))
            Fault("must be letters, digits, dots, dashes and underscores, 64 at most");
        return text;
    }

    public long Integer(long minimum, long maximum)
    {
        if (Json.ValueKind == JsonValueKind.Number && Json.TryGetInt64(out var value) && value >= minimum && value <= maximum)
            return value;
        Fault($"must be an integer from {minimum} to {maximum}");
        return minimum;
    }

    /// <summary>A decimal as text, so that no reader rounds it, above zero; an integer may be a number.</summary>
    public Rational Decimal(long maximum)
    {
        var text = Json.ValueKind == JsonValueKind.String ? Json.GetString()
            : Json.ValueKind == JsonValueKind.Number && Json.TryGetInt64(out _) ? Json.GetRawText()
            : null;
        if (Rational.TryParse(text, out var value) && value.Sign > 0 && value <= maximum)
            return value;
        Fault($"must be a decimal above 0, at most {maximum}, such as \"1.25\"");
        return Rational.One;
    }

    public bool Boolean()
    {
        if (Json.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Fault("must be true or false");
        return Json.ValueKind == JsonValueKind.True;
    }

    public Period Duration()
    {
        if (Json.ValueKind == JsonValueKind.String && Period.TryParse(Json.GetString(), out var period))
            return period;
        Fault("must be a duration of ISO 8601 such as \"P12M\" or \"PT15M\"");
        return default;
    }

    public DateOnly Date()
    {
        if (Json.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(Json.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Fault("must be a date such as \"2026-11-03\"");
        return DateOnly.MinValue;
    }

    public T OneOf<T>(IReadOnlyList<(string Name, T Value)> names)
    {
        var text = Json.ValueKind == JsonValueKind.String ? Json.GetString() : null;
        foreach (var (name, value) in names)
            if (name == text)
                return value;
        Fault($"must be one of {string.Join(", ", names.Select(name => name.Name))}");
        return names[0].Value;
    }

    public bool Fault(string detail)
    {
        Faults.Add(new ProgrammeFault(Pointer, detail));
        return false;
    }

    private ProgrammeNode Child(JsonElement value, string name) =>
        new(value, $"{Pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", Faults);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}

using System.Text.Json;

namespace LoyaltyFunctions.Requests;

/// <summary>
/// The fields of one JSON object, read by name. Every read that fails is noted with its pointer, so that one answer names all faults;
/// the value is then null. A missing field and a null one read alike. Unknown fields are ignored.
/// </summary>
public readonly struct Fields
{
    /// <summary>So that a body of a thousand bad lines does not come back as an answer of a thousand faults.</summary>
    public const int MaxFaults = 100;

    private readonly JsonElement _element;
    private readonly string _pointer;
    private readonly List<FieldFault> _faults;

    private Fields(JsonElement element, string pointer, List<FieldFault> faults) =>
        (_element, _pointer, _faults) = (element, pointer, faults);

    public IReadOnlyList<FieldFault> Faults => _faults;

    /// <summary>False for the default, which stands for no object at all.</summary>
    public bool IsRead => _faults is not null;

    /// <summary>The root of a body; <paramref name="at"/> is where it stands in what the sender wrote ("" or "/data").</summary>
    public static Fields Of(JsonElement root, string at = "") => new(root, at, []);

    /// <summary>The objects of a body that is an array, or the one object that it is; they note their faults together.</summary>
    public static IReadOnlyList<Fields> ListOf(JsonElement root)
    {
        var faults = new List<FieldFault>();
        return root.ValueKind == JsonValueKind.Array
            ? [.. root.EnumerateArray().Select((item, i) => new Fields(item, $"/{i}", faults))]
            : [new(root, "", faults)];
    }

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name) => TryGet(name, out _);

    /// <summary>Whether the field is there and null: what RFC 7396 reads as "remove".</summary>
    public bool IsNull(string name) =>
        _element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    public void Fault(string name, string detail, string? problem = null)
    {
        if (_faults.Count < MaxFaults) _faults.Add(new FieldFault(name.Length == 0 ? _pointer : $"{_pointer}/{name}", detail, problem));
    }

    /// <summary>The object under this name; null without a fault when it is not there.</summary>
    public Fields? Nested(string name)
    {
        if (!TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Object) return new Fields(value, $"{_pointer}/{name}", _faults);
        Fault(name, "must be an object");
        return null;
    }

    public Fields? RequiredNested(string name)
    {
        if (!Has(name)) Fault(name, "is missing");
        return Nested(name);
    }

    /// <summary>The objects of an array, at most <paramref name="max"/>; none when the array is not there.</summary>
    public IReadOnlyList<Fields> List(string name, int max)
    {
        if (!TryGet(name, out var array)) return [];
        if (array.ValueKind != JsonValueKind.Array) Fault(name, "must be an array");
        else if (array.GetArrayLength() > max) Fault(name, $"has more than {max} items");
        else return Items(name, array);
        return [];
    }

    /// <summary>The value under a name when it is there and not null. For reads that only one format needs.</summary>
    public bool TryGet(string name, out JsonElement value) =>
        _element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private List<Fields> Items(string name, JsonElement array)
    {
        var items = new List<Fields>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            var pointer = $"{_pointer}/{name}/{items.Count}";
            if (item.ValueKind == JsonValueKind.Object) items.Add(new Fields(item, pointer, _faults));
            else
            {
                Fault($"{name}/{items.Count}", "must be an object");
                return items;
            }
        }

        return items;
    }
}

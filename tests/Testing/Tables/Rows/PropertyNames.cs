using System.Collections.Concurrent;
using System.Text.Json;

namespace Testing.Tables.Rows;

/// <summary>Numbers for the names of properties, so that a row need not hold the names themselves. Thread-safe.</summary>
internal sealed class PropertyNames
{
    private const string TypeSuffix = "@odata.type";

    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Lock _growing = new();
    private volatile Name[] _names = [];

    /// <summary>The number of a name, new if it was not known.</summary>
    public int NumberOf(ReadOnlySpan<char> name)
    {
        if (_numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var number))
        {
            return number;
        }

        lock (_growing)
        {
            return _numbers.GetOrAdd(name.ToString(), Add);
        }
    }

    /// <summary>-1 for a name that no row has had.</summary>
    public int Find(string name) => _numbers.GetValueOrDefault(name, -1);

    public Name this[int number] => _names[number];

    private int Add(string name)
    {
        _names = [.. _names, new Name(name, JsonEncodedText.Encode(name), JsonEncodedText.Encode(name + TypeSuffix))];
        return _names.Length - 1;
    }

    internal sealed record Name(string Text, JsonEncodedText Json, JsonEncodedText TypeJson);
}

using System.Buffers;
using System.Text.Json;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.ErpFiles;

/// <summary>The columns of a file, in their order; a column that no reader knows is null. A file of JSON Lines has none.</summary>
internal sealed record ErpColumns(char Separator, IReadOnlyList<string?> Names)
{
    public static readonly ErpColumns None = new(',', []);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a header; false with what is wrong with it, for then no row can be read.</summary>
    public static bool TryRead(ReadOnlySpan<byte> header, IReadOnlyList<string> known, out ErpColumns columns, out string problem)
    {
        columns = None;
        var text = header.StartsWith(ByteOrderMark) ? header[3..] : header;
        var separator = CsvCells.SeparatorOf(text);
        if (!CsvCells.TryRead(text, separator, out var cells, out problem)) return false;
        columns = new ErpColumns(separator, [.. cells.Select(cell => known.FirstOrDefault(name => name.Equals(cell, StringComparison.OrdinalIgnoreCase)))]);
        problem = columns.Names.All(name => name is null) ? "names no column that is known"
            : columns.Names.OfType<string>().GroupBy(name => name).Any(twins => twins.Count() > 1) ? "names a column twice"
            : "";
        return problem.Length == 0;
    }

    /// <summary>As it stands in a row of the store.</summary>
    public override string ToString() => Separator + string.Join(',', Names.Select(name => name ?? ""));

    public static ErpColumns Parse(string text) => new(text[0], [.. text[1..].Split(',').Select(name => name.Length == 0 ? null : name)]);
}

/// <summary>One row of a file as an object whose values are texts, so that the readers of bodies read it.</summary>
internal static class ErpRow
{
    /// <summary>True with the row; false with a reason that quotes nothing of it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, ErpFileName file, ErpColumns columns, out Fields row, out string problem)
    {
        row = default;
        if (!file.IsCsv) return TryReadJson(record, out row, out problem);
        if (!CsvCells.TryRead(record, columns.Separator, out var cells, out problem)) return false;
        if (cells.Count != columns.Names.Count) problem = $"has {cells.Count} cells, and the header {columns.Names.Count}";
        if (problem.Length > 0) return false;
        row = Object(columns.Names.Zip(cells).Where(cell => cell.First is not null && cell.Second.Length > 0)!);
        return true;
    }

    private static bool TryReadJson(ReadOnlySpan<byte> record, out Fields row, out string problem)
    {
        row = default;
        if (!JsonBody.TryParse(record, out var root, out problem)) return false;
        var values = new List<(string First, string Second)>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) problem = "holds a value that is no text, number, true or false";
            else if (property.Value.ValueKind != JsonValueKind.Null) values.Add((property.Name, property.Value.ToString()));
        }

        row = Object(values);
        return problem.Length == 0;
    }

    private static Fields Object(IEnumerable<(string First, string Second)> values)
    {
        var text = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in values) writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return Fields.Of(JsonElement.Parse(text.WrittenSpan));
    }
}

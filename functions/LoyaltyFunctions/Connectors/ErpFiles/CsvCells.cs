using System.Buffers;
using System.Text;

namespace LoyaltyFunctions.Connectors.ErpFiles;

/// <summary>The cells of one CSV record (RFC 4180), strictly: UTF-8, quotes only around whole cells, no control characters but line breaks
/// between quotes, no formulas.</summary>
internal static class CsvCells
{
    public const int MaxCells = 100;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,- ()/");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>True with the cells; false with a reason that quotes nothing of them.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, char separator, out IReadOnlyList<string> cells, out string problem)
    {
        var read = new List<string>();
        cells = read;
        problem = System.Text.Unicode.Utf8.IsValid(record) ? "" : "is not valid UTF-8";
        if (problem.Length > 0) return false;
        var text = Strict.GetString(record);
        for (var at = 0; at <= text.Length && problem.Length == 0; at++)
        {
            if (read.Count == MaxCells) problem = $"has more than {MaxCells} cells";
            else if (at < text.Length && text[at] == '"') at = ReadQuoted(text, at, separator, read, out problem);
            else at = ReadPlain(text, at, separator, read, out problem);
        }

        return problem.Length == 0;
    }

    /// <summary>What separates the cells of a header: a comma, or what stands there where no comma does.</summary>
    public static char SeparatorOf(ReadOnlySpan<byte> header) =>
        header.Contains((byte)',') ? ',' : header.Contains((byte)';') ? ';' : header.Contains((byte)'\t') ? '\t' : ',';

    /// <summary>What a spreadsheet would run when somebody opens the file: =, @, or a sign before anything but a number.</summary>
    private static bool IsFormula(string cell) => cell.Length > 0 && cell[0] switch
    {
        '=' or '@' => true,
        '+' or '-' => cell.AsSpan(1).ContainsAnyExcept(OfNumbers),
        _ => false,
    };

    private static int ReadPlain(string text, int from, char separator, List<string> cells, out string problem)
    {
        var end = text.IndexOf(separator, from) is >= 0 and var found ? found : text.Length;
        var cell = text[from..end].Trim(' ');
        problem = cell.Contains('"', StringComparison.Ordinal) ? "has a quote within a cell that is not quoted" : Check(cell);
        cells.Add(cell);
        return end;
    }

    private static int ReadQuoted(string text, int from, char separator, List<string> cells, out string problem)
    {
        var cell = new StringBuilder();
        var at = from + 1;
        for (; at < text.Length; at++)
        {
            if (text[at] != '"') cell.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
            else break;
        }

        var closed = at < text.Length;
        var end = closed ? at + 1 : at;
        problem = !closed ? "has a quote that is not closed"
            : end < text.Length && text[end] != separator ? "has text behind a closing quote"
            : Check(cell.ToString());
        cells.Add(cell.ToString().Trim(' '));
        return end;
    }

    private static string Check(string cell) =>
        cell.Any(unit => char.IsControl(unit) && unit is not ('\n' or '\r')) ? "holds a control character"
        : IsFormula(cell) ? "holds a formula"
        : "";
}

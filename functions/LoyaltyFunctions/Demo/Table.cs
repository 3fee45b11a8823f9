namespace LoyaltyFunctions.Demo;

/// <summary>Aligned columns of plain text. Columns of numbers are flush right; the last column wraps at the edge of the page.</summary>
internal sealed class Table(params string[] heads)
{
    private const string Indent = "  ";
    private const string Gap = "  ";
    private const int NarrowestLast = 20;

    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) =>
        _rows.Add(cells.Length == heads.Length ? cells : throw new ArgumentException($"A row has {heads.Length} cells.", nameof(cells)));

    /// <summary>A line of its own between the rows.</summary>
    public void Section(string title) => _rows.Add([title]);

    public IEnumerable<string> Lines(int width)
    {
        var columns = Enumerable.Range(0, heads.Length - 1).Select(Measure).ToList();
        return _rows.Prepend(heads).SelectMany(row => IsSection(row) ? Page.Wrap(row[0], width) : Lay(row, columns, width));
    }

    private bool IsSection(string[] row) => row.Length == 1 && heads.Length > 1;

    private (int Width, bool Numbers) Measure(int column)
    {
        var cells = _rows.Where(row => !IsSection(row)).Select(row => row[column]).ToList();
        return (cells.Append(heads[column]).Max(cell => cell.Length), cells.Count > 0 && cells.All(IsNumber));
    }

    private static IEnumerable<string> Lay(string[] row, List<(int Width, bool Numbers)> columns, int width)
    {
        var start = Indent + string.Concat(columns.Zip(row, (column, cell) =>
            (column.Numbers ? cell.PadLeft(column.Width) : cell.PadRight(column.Width)) + Gap));
        foreach (var line in Page.Wrap(row[^1], Math.Max(NarrowestLast, width - start.Length)))
        {
            yield return (start + line).TrimEnd();
            start = new string(' ', start.Length);
        }
    }

    private static bool IsNumber(string cell) => cell.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or ',');
}

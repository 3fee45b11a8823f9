using System.Text;
using LoyaltyFunctions.Connectors.ErpFiles;

namespace LoyaltyFunctions.Tests.Connectors.ErpFiles;

public sealed class RecordReaderTests
{
    [Fact]
    public async Task Cuts_at_line_breaks_but_not_within_quotes_and_counts_lines() => Assert.Equal(
        [("a,b", 1), ("\"x\r\ny\",2", 2), ("last", 5)],
        (await ReadAsync("a,b\r\n\"x\r\ny\",2\n\r\nlast")).Select(record => (record.Text, (int)record.Line)));

    [Theory]
    [InlineData("a,\"b\n1\n2\n", "a,\"b|1|2")]
    [InlineData("\"a\"\"\nb\",c\n1\n", "\"a\"\"\nb\",c|1")]
    [InlineData("a\"b,c\n1\n", "a\"b,c|1")]
    [InlineData("a\"\"b\n1\n", "a\"\"b|1")]
    public async Task A_quote_that_is_not_closed_costs_one_line(string file, string records) =>
        Assert.Equal(records, string.Join('|', (await ReadAsync(file)).Select(record => record.Text)));

    [Fact]
    [Trait("Fault", "63")]
    public async Task A_record_without_end_costs_itself_alone()
    {
        var read = await ReadAsync("1\n" + new string('x', 400_000) + "\n2\n" + new string('y', 70_000) + "\n3");

        Assert.Equal(["1", "", "2", "", "3"], read.Select(record => record.Text));
        Assert.Equal([1, 2, 3, 4, 5], read.Select(record => (int)record.Line));
        Assert.Equal(2, read.Count(record => record.Problem is not null));
    }

    [Fact]
    public async Task Goes_on_from_the_end_of_any_record()
    {
        const string file = "h\r\n1,\"a\nb\"\r\n\r\n2\n3";
        var whole = await ReadAsync(file);
        foreach (var record in whole)
        {
            var rest = await ReadAsync(file[(int)record.End..]);
            Assert.Equal(whole.Where(other => other.End > record.End).Select(other => other.Text), rest.Select(other => other.Text));
        }
    }

    [Fact]
    [Trait("Fault", "61")]
    public async Task Never_throws_and_loses_no_byte_whatever_it_reads()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var file = new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => "ab,;\"\"\n\n\r\t"[random.Next(10)])]);
            var read = await ReadAsync(file);
            Assert.True(read.Count == 0 || read[^1].End <= file.Length, $"seed {seed}: {file}");
            Assert.True(read.Zip(read.Skip(1)).All(pair => pair.First.End < pair.Second.End), $"seed {seed}: {file}");
            Assert.True(read.Sum(record => record.Text.Count(unit => unit is 'a' or 'b')) == file.Count(unit => unit is 'a' or 'b'), $"seed {seed}: {file}");
        }
    }

    [Theory]
    [InlineData("a,\"b, \"\"c\"\"\",", "a|b, \"c\"|")]
    [InlineData("-12.50,+49 30 1234,x", "-12.50|+49 30 1234|x")]
    [InlineData("\"x\ny\"", "x\ny")]
    public void Reads_cells(string record, string cells)
    {
        Assert.True(CsvCells.TryRead(Encoding.UTF8.GetBytes(record), ',', out var read, out var problem), problem);
        Assert.Equal(cells, string.Join('|', read));
    }

    [Theory]
    [InlineData("a,=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\"=cmd|' /C calc'!A0\"")]
    [InlineData("+cmd")]
    [InlineData("-2+3+cmd")]
    [InlineData("a\"b")]
    [InlineData("\"a\"b")]
    [InlineData("\"a")]
    [InlineData("a\u0000b")]
    [InlineData("a\u001bb")]
    public void Refuses_formulas_control_characters_and_loose_quotes(string record) =>
        Assert.False(CsvCells.TryRead(Encoding.UTF8.GetBytes(record), ',', out _, out _));

    [Fact]
    public void Refuses_what_is_no_utf8_and_too_many_cells()
    {
        Assert.False(CsvCells.TryRead([0x61, 0xFF], ',', out _, out _));
        Assert.False(CsvCells.TryRead(Encoding.UTF8.GetBytes(new string(',', CsvCells.MaxCells)), ',', out _, out _));
        Assert.True(CsvCells.TryRead(Encoding.UTF8.GetBytes(new string(',', CsvCells.MaxCells - 1)), ',', out _, out _));
    }

    private sealed record Read(string Text, long Line, long End, string? Problem);

    private static async Task<IReadOnlyList<Read>> ReadAsync(string file)
    {
        var (reader, read) = (new RecordReader(new MemoryStream(Encoding.UTF8.GetBytes(file)), isCsv: true), new List<Read>());
        while (await reader.NextAsync(CancellationToken.None) is { } record)
            read.Add(new Read(Encoding.UTF8.GetString(record.Bytes.Span), record.Line, record.End, record.Problem));
        return read;
    }
}

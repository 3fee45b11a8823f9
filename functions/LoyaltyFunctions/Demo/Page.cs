namespace LoyaltyFunctions.Demo;

/// <summary>Plain text for a console of 100 columns: paragraphs are wrapped, tables laid out, nothing is coloured.</summary>
internal sealed class Page(TextWriter output)
{
    public const int Width = 100;

    public void Heading(string text)
    {
        output.WriteLine();
        output.WriteLine(text);
        output.WriteLine(new string('-', text.Length));
        output.Flush();
    }

    public void Say(string text)
    {
        foreach (var line in Wrap(text, Width))
        {
            output.WriteLine(line);
        }

        output.Flush();
    }

    /// <summary>A line to copy, or a note beside the text: indented, and never broken.</summary>
    public void Line(string text)
    {
        output.WriteLine("  " + text);
        output.Flush();
    }

    /// <summary>A line that the next call writes over.</summary>
    public void Again(string text)
    {
        output.Write($"\r  {text}");
        output.Flush();
    }

    /// <summary>The same for good.</summary>
    public void Over(string text)
    {
        output.WriteLine(Console.IsOutputRedirected ? $"  {text}" : $"\r  {text}");
        output.Flush();
    }

    public void Show(Table table)
    {
        foreach (var line in table.Lines(Width))
        {
            output.WriteLine(line);
        }

        output.Flush();
    }

    /// <summary>Breaks at spaces; a word that is longer than a line stays whole, since it is an address or an id to copy.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}

using System.Globalization;
using LoyaltyFunctions.Demo.Systems;

namespace LoyaltyFunctions.Demo;

/// <summary>What the hub told and asked others because of what it was sent: each system's first such delivery in full, the others by number.</summary>
internal sealed class DemoCallReport(Page page, DemoFindings findings)
{
    private const int LongestPath = 70;

    public void Write()
    {
        page.Heading("What the hub told and asked others then");
        page.Say("The demo has a server of its own in the place of the connected systems, which checks tokens and signatures and answers as they do. "
            + "Of each system's deliveries, the first that was followed by calls is shown with them; {Name} stands for a member's id.");
        var table = new Table("system", "HTTP", "call");
        foreach (var (title, lines) in findings.Chapters)
        {
            AddChapter(table, title.Split([',', ':'])[0], lines);
        }

        page.Show(table);
        page.Say("");
        page.Say(Sum([.. findings.Chapters.SelectMany(chapter => chapter.Lines).SelectMany(line => line.Followed)]));
    }

    private void AddChapter(Table table, string title, List<DemoLine> lines)
    {
        var led = lines.Where(line => line.Followed.Count > 0).ToList();
        if (led.Count == 0)
        {
            return;
        }

        table.Section("");
        table.Section($"{title}: {led[0].Says}");
        foreach (var told in led[0].Followed.GroupBy(told => told.System).SelectMany(system => system.GroupBy(told => told)))
        {
            var (what, times) = (told.Key, told.Count());
            var often = times == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({times} times)");
            table.Add(what.System, what.Status.ToString(CultureInfo.InvariantCulture), $"{what.Method} {Shorten(what.Path)}{often}");
        }

        if (led.Count > 1)
        {
            var more = led.Skip(1).Sum(line => line.Followed.Count);
            table.Section(string.Create(CultureInfo.InvariantCulture, $"  and {more} call{(more == 1 ? "" : "s")} more after {led.Count - 1} other deliver{(led.Count == 2 ? "y" : "ies")}"));
        }
    }

    private string Shorten(string path)
    {
        var shown = findings.People.Aggregate(path, (text, person) => text.Replace(person.Id, $"{{{person.Name}}}", StringComparison.Ordinal));
        return shown.Length > LongestPath ? shown[..(LongestPath - 1)] + "…" : shown;
    }

    private static string Sum(List<DemoTold> all)
    {
        var refused = all.Count(told => told.Status is 401 or >= 500);
        return all.Count == 0 ? "Nobody was told anything."
            : string.Create(CultureInfo.InvariantCulture, $"{all.Count} calls to {all.Select(told => told.System).Distinct().Count()} systems, ")
                + (refused == 0 ? "none of them refused. " : string.Create(CultureInfo.InvariantCulture, $"{refused} OF THEM REFUSED. "))
                + "404 is how a system says that it does not know somebody yet. The attempts are listed by GET /api/attempts and in the console.";
    }
}

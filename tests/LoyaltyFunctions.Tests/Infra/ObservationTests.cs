using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Telemetry;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Infra;

/// <summary>Alerts and the workbook ask for what the hub measures; a name that is spelled in another way would never be heard of.</summary>
public sealed partial class ObservationTests
{
    [Theory]
    [InlineData("infra/modules/alerts.bicep")]
    [InlineData("infra/modules/workbook.json")]
    public void Every_metric_that_is_asked_for_is_measured(string file)
    {
        var asked = Metric().Matches(Repository.Read(file)).Select(match => match.Value.TrimEnd('.')).Distinct().ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.Contains(Instruments(), instrument => instrument.Name.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_metric_has_a_unit_and_says_what_it_is()
    {
        Assert.All(Instruments(), instrument =>
        {
            Assert.Matches(@"^(s|\{[a-z]+\})$", instrument.Unit);
            Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_page_on_telemetry_lists_every_metric_with_its_unit_and_every_span()
    {
        const string page = "functions/LoyaltyFunctions/Telemetry/README.md";
        var metrics = MarkdownTable.Read(page, "Metrics").Select(row => (MarkdownTable.Plain(row[0]), (string?)MarkdownTable.Plain(row[1])));
        var spans = typeof(Traces).GetFields().Where(field => field.Name != nameof(Traces.Name)).Select(field => (string)field.GetValue(null)!);

        Assert.Equal(Instruments().Select(instrument => (instrument.Name, instrument.Unit)).Order(), metrics.Order());
        Assert.Equal(spans.Order(), MarkdownTable.Read(page, "Spans").Select(row => MarkdownTable.Plain(row[0])).Order());
    }

    [Fact]
    public void There_is_an_alert_for_each_thing_that_somebody_has_to_look_at()
    {
        var rules = Template.Value("alerts.bicep", "rules").AsArray().Select(rule => (string)rule!["name"]!).ToList();
        var guide = MarkdownTable.Read("infra/README.md", "When something is wrong").SelectMany(row => MarkdownTable.Plain(row[0]).Split(", "));

        Assert.Equal(rules.Append("queue-dead-letters").Order(), guide.Order());
        Assert.Contains($"\"{Problem.SignatureInvalid.Name}\"", Repository.Read("infra/modules/alerts.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_workbook_is_json_that_asks_the_workspace_it_is_made_for()
    {
        var items = JsonNode.Parse(Repository.Read("infra/modules/workbook.json"))!["items"]!.AsArray();
        var queries = items.Where(item => (int)item!["type"]! == 3).ToList();

        Assert.True(queries.Count > 5);
        Assert.All(queries, query => Assert.Equal("{workspace}", (string)query!["content"]!["crossComponentResources"]![0]!));
    }

    private static List<Instrument> Instruments()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == Measures.Name) instruments.Add(instrument);
            },
        };
        // The instruments are made when the class is first used.
        _ = Measures.TimesCommits;
        listener.Start();
        return instruments;
    }

    [GeneratedRegex(@"\bloyalty\.[a-z._]+")]
    private static partial Regex Metric();
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Infra;

/// <summary>
/// The settings table of the README is held to code, options and sample by a test of its own; here it is held to the template.
/// </summary>
public sealed partial class SettingsTests
{
    // Settings that make no sense on Azure, and what stands for them there.
    private static readonly Dictionary<string, string> LocalOnly = new()
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "functionAppConfig.runtime",
        ["AzureWebJobsStorage"] = "AzureWebJobsStorage__accountName",
        ["ServiceBusConnection"] = "ServiceBusConnection__fullyQualifiedNamespace",
        ["EventGrid__TopicKey"] = "the identity's role on the topic",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "APPLICATIONINSIGHTS_CONNECTION_STRING",
    };

    private static IEnumerable<string> Documented => MarkdownTable.Read("README.md", "Settings").Select(row => MarkdownTable.Plain(row[0]));

    [Fact]
    public void The_template_sets_what_the_hub_reads_and_nothing_that_it_does_not_know()
    {
        Assert.Equal(Documented.Except(LocalOnly.Keys).Order(), OfTemplate().Distinct().Order());
    }

    [Fact]
    public void Settings_that_only_a_developer_has_are_known_and_not_set_on_azure()
    {
        Assert.All(LocalOnly.Keys, setting => Assert.Contains(setting, Documented));
        Assert.Empty(LocalOnly.Keys.Intersect(OfTemplate()));
    }

    [Fact]
    public void What_is_the_same_everywhere_has_the_value_of_the_sample()
    {
        var common = Template.Value("names.bicep", "commonSettings").AsObject();

        Assert.All(common, setting => Assert.Equal(AppServices.SampleSettings[setting.Key], (string)setting.Value!));
        var schedules = AppFunctions.All.Where(function => function.Trigger == "timer").Select(function => function.On.Trim('%'));
        Assert.All(schedules, schedule => Assert.Contains(schedule, Template.Keys(common)));
    }

    [Fact]
    public void Every_list_of_settings_reaches_the_app()
    {
        var settings = Template.File("app.bicep").Of("resource").Single(resource => resource.Name == "appSettings");
        var lists = Template.File("app.bicep").Of("var").Where(value => value.Name!.EndsWith("Settings", StringComparison.Ordinal));

        Assert.Equal($"union(settings, {string.Join(", ", lists.Select(list => list.Name))})", (string)settings.Body["properties"]!["$"]!);
        Assert.Contains("settings: union(commonSettings, settings)", Template.Main.Text, StringComparison.Ordinal);
        Assert.All(KeyedTypes, type => Assert.Contains($"map({type}s, item => {{ section: '{SectionOf(type)}'", Template.Main.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_clients_and_partners_of_the_parameter_files_are_such_as_the_hub_takes()
    {
        foreach (var value in Template.ParameterFiles.SelectMany(file => file.Of("var")))
        {
            foreach (var entry in value.Name is "clients" or "partners" ? value.Value!.AsArray() : [])
            {
                var settings = entry!["settings"]!;
                Assert.True(value.Name != "clients" || Callers.CheckScopes((string)settings["Scopes"]!) is null, entry.ToJsonString());
                Assert.True(value.Name != "partners" || ConnectorCatalogue.TryGet((string)settings["Format"]!, out _), entry.ToJsonString());
                Assert.True(value.Name != "partners" || PartnerOptions.Kinds.Contains((string)settings["Kind"]!), entry.ToJsonString());
                Assert.NotEmpty(entry["vault"]!.AsArray());
            }
        }
    }

    private static IEnumerable<string> OfTemplate() =>
    [
        .. Template.Keys(Template.Value("names.bicep", "commonSettings")),
        .. Template.Keys(Template.Value("app.bicep", "hubSettings")),
        .. Listed("ledgerSettings"),
        .. Listed("sourceSettings"),
        .. Template.Keys(Template.Value("names.bicep", "environmentSettings")).Where(key => key != "*"),
        .. KeyedTypes.SelectMany(type => Keyed(type, SectionOf(type))),
    ];

    private static IEnumerable<string> Listed(string variable) =>
        Interpolated().Matches((string)Template.Value("app.bicep", variable)["$"]!).Select(match => match.Groups[1].Value + "0");

    // The types of entries with an id in their settings' names.
    private static IEnumerable<string> KeyedTypes =>
        Template.File("names.bicep").Of("type").Where(type => type.Value is JsonObject body && body.ContainsKey("vault")).Select(type => type.Name!);

    private static string SectionOf(string type) => $"{char.ToUpperInvariant(type[0])}{type[1..]}s";

    // Of a list such as Secrets__0 and Secrets__1 the documents name the first.
    private static IEnumerable<string> Keyed(string type, string section) =>
        Template.Keys(Template.Value("names.bicep", type)["settings"]!)
            .Concat(Quoted().Matches((string)Template.Value("names.bicep", type)["vault"]!["$"]!).Select(match => match.Groups[1].Value))
            .Select(name => $"{section}__{{id}}__{Numbered().Replace(name, "__0")}");

    [GeneratedRegex(@"'(\w+__)\$\{index\}'")]
    private static partial Regex Interpolated();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"__\d+$")]
    private static partial Regex Numbered();
}

using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using LoyaltyFunctions.Connectors;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed partial class ReadmeSettingsTests
{
    [Fact]
    public void The_settings_table_lists_what_the_sample_the_options_and_the_connections_know_and_nothing_else()
    {
        var table = Table().Select(row => row.Setting);
        var sample = AppServices.SampleSettings.Keys.Select(PatternOf);
        var known = sample.Concat(OptionSettings().Select(option => option.Name)).Concat(ConnectionSettings());

        Assert.Equal(known.Distinct().Order(), table.Order());
    }

    [Fact]
    public void The_defaults_of_the_table_are_those_of_the_options()
    {
        var defaults = OptionSettings().Where(option => option.Default.Length > 0).ToList();

        Assert.NotEmpty(defaults);
        Assert.All(defaults, option => Assert.Equal(option, Table().Single(row => row.Setting == option.Name)));
    }

    private static IEnumerable<(string Setting, string Default)> Table() =>
        MarkdownTable.Read("README.md", "Settings").Select(row => (MarkdownTable.Plain(row[0]), MarkdownTable.Plain(row[1])));

    // Clients__till__Scopes is one of Clients__{id}__Scopes.
    private static string PatternOf(string setting) => OptionTypes().Where(IsKeyed).Select(SectionOf)
        .Aggregate(setting, (name, section) => Regex.Replace(name, $"^{section}__[^_]+__", $"{section}__{{id}}__"));

    private static IEnumerable<(string Name, string Default)> OptionSettings() =>
        from type in OptionTypes()
        from property in type.GetProperties()
        let prefix = IsKeyed(type) ? $"{SectionOf(type)}__{{id}}__" : $"{SectionOf(type)}__"
        let value = property.GetValue(Activator.CreateInstance(type))
        let name = prefix + property.Name + (value is IList ? "__0" : "")
        select (name, value is IList ? "" : Convert.ToString(value, CultureInfo.InvariantCulture)!);

    private static IEnumerable<Type> OptionTypes() =>
        typeof(PartnerOptions).Assembly.GetTypes().Where(type => type.GetField("SectionName") is not null);

    private static string SectionOf(Type type) => (string)type.GetField("SectionName")!.GetValue(null)!;

    // Options that are bound as a dictionary have the id of a client or partner in their names.
    private static bool IsKeyed(Type type)
    {
        var dictionary = typeof(Dictionary<,>).MakeGenericType(typeof(string), type);
        return AppServices.Collect().Any(service => service.ServiceType == typeof(IConfigureOptions<>).MakeGenericType(dictionary));
    }

    private static IEnumerable<string> ConnectionSettings() =>
        OfStorage().Matches(Repository.Read("functions/LoyaltyFunctions/Hosting/StorageConnections.cs"))
            .Select(match => $"AzureWebJobsStorage__{match.Groups[1].Value}");

    [GeneratedRegex(@"configuration\[\$""\{Setting\}:(\w+)""\]")]
    private static partial Regex OfStorage();
}

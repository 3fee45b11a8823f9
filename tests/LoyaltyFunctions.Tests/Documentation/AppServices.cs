using System.Text.Json;
using LoyaltyFunctions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>The app's services with the sample settings, as Program.cs registers them.</summary>
internal static class AppServices
{
    public static IReadOnlyDictionary<string, string> SampleSettings { get; } = ReadSample();

    public static IServiceCollection Collect()
    {
        var settings = SampleSettings.ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal),
            setting => (string?)setting.Value);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddLoyalty(configuration);
    }

    private static Dictionary<string, string> ReadSample()
    {
        using var sample = JsonDocument.Parse(Repository.Read("local.settings.sample.json"));
        return sample.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name, value => value.Value.GetString()!);
    }
}

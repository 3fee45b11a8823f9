using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LocalHost.Hosting;

/// <summary>Puts together what every app finds: configuration, console, clock and web server. Nothing that is not needed, for a quick start.</summary>
internal static class HostSetup
{
    private const string TopicSetting = "EventGrid:TopicEndpoint";
    private const string EnvironmentVariable = "AZURE_FUNCTIONS_ENVIRONMENT";

    public static WebApplicationBuilder CreateWebBuilder(LaunchOptions options, Places places)
    {
        var web = WebApplication.CreateEmptyBuilder(new()
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable(EnvironmentVariable) ?? Environments.Development,
        });
        AddConfiguration(web.Configuration, options, places);
        AddLogging(web);
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        web.Services.AddRoutingCore();
        web.Services.AddMvcCore();
        web.Services.TryAddSingleton(options.Now is { } now ? new MovedClock(now) : TimeProvider.System);
        return web;
    }

    /// <summary>Later sources win: defaults, host.json, settings, environment variables, command line.</summary>
    private static void AddConfiguration(ConfigurationManager configuration, LaunchOptions options, Places places)
    {
        configuration.AddInMemoryCollection(
        [
            new("WEBSITE_HOSTNAME", $"localhost:{options.Port}"),
            new("Logging:LogLevel:Default", "Warning"),
        ]);
        configuration.AddInMemoryCollection(HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")));
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true, reloadOnChange: false);
        if (places.Settings is { } settings)
            configuration.AddInMemoryCollection(SettingsFile.Read(settings));
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine([.. options.Rest]);
        if (string.IsNullOrWhiteSpace(configuration[TopicSetting]))
            configuration[TopicSetting] = $"http://localhost:{options.Port}/topics/local/api/events";
    }

    private static void AddLogging(WebApplicationBuilder web)
    {
        web.Logging.AddConfiguration(web.Configuration.GetSection("Logging"));
        web.Logging.AddConsole();
        web.Services.Configure<ConsoleFormatterOptions>(_ => { });
        web.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
    }
}

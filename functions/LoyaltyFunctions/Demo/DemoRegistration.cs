using LoyaltyFunctions.Demo.Systems;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LoyaltyFunctions.Demo;

/// <summary>What <c>--demo</c> adds: a story told to the hub from outside, over HTTP, once it listens, and systems that the hub calls.</summary>
internal static class DemoRegistration
{
    public static async Task AddDemoAsync(this FunctionsApplicationBuilder builder, DemoSize size)
    {
        var ground = new DemoGround(builder.Configuration);
        var clock = new DemoClock(ClockOf(builder.Services), ground.Objection is null && size.Members > 0 ? DemoYear.Length : TimeSpan.Zero);
        var systems = await DemoSystems.StartAsync(clock);
        if (ground.Objection is null)
        {
            DemoSettings.Connect(builder.Configuration, systems, clock.Real);
        }

        builder.Services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(clock))
            .AddSingleton(clock)
            .AddSingleton(size)
            .AddSingleton(ground)
            .AddSingleton(_ => systems)
            .AddDemo()
            .Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider => provider.GetRequiredService<DemoCalendar>()));
    }

    private static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddSingleton(new Page(Console.Out))
        .AddSingleton(provider => DemoSamples.New(provider.GetRequiredService<DemoClock>().Real))
        .AddSingleton<DemoCalendar>()
        .AddSingleton<DemoClient>()
        .AddSingleton<DemoOperator>()
        .AddSingleton<DemoSigner>()
        .AddSingleton<DemoFollowers>()
        .AddSingleton<DemoSender>()
        .AddSingleton<DemoBlobs>()
        .AddSingleton<DemoFindings>()
        .AddSingleton<DemoCallReport>()
        .AddSingleton<DemoReport>()
        .AddSingleton<DemoRun>()
        .AddSingleton<DemoProgramme>()
        .AddSingleton<DemoDayWork>()
        .AddSingleton<DemoLoader>()
        .AddSingleton<DemoTelling>()
        .AddHostedService<DemoStart>();

    private static TimeProvider ClockOf(IServiceCollection services) =>
        services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as TimeProvider ?? TimeProvider.System;
}

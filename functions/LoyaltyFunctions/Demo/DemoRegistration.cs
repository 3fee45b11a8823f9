using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Demo;

/// <summary>What <c>--demo</c> adds: a story told to the hub from outside, over HTTP, once it listens.</summary>
internal static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services, DemoSize size) => services
        .AddSingleton(new Page(Console.Out))
        .AddSingleton(provider => DemoSamples.New(provider.GetRequiredService<TimeProvider>().GetUtcNow()))
        .AddSingleton<DemoClient>()
        .AddSingleton<DemoOperator>()
        .AddSingleton<DemoSigner>()
        .AddSingleton<DemoSender>()
        .AddSingleton<DemoBlobs>()
        .AddSingleton<DemoFindings>()
        .AddSingleton<DemoReport>()
        .AddSingleton<DemoRun>()
        .AddSingleton(size)
        .AddSingleton<DemoLoader>()
        .AddHostedService<DemoStart>();
}

using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Demo;

/// <summary>What <c>--demo</c> adds: a story told to the hub from outside, over HTTP, once it listens.</summary>
internal static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddSingleton<DemoClient>()
        .AddSingleton<DemoSender>()
        .AddSingleton<DemoBlobs>()
        .AddSingleton<DemoRun>()
        .AddSingleton(new Page(Console.Out))
        .AddHostedService<DemoStart>();
}

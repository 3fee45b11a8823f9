using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Demo;

internal static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services;
}

using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed class ConstructorTests
{
    [Fact]
    public async Task Every_function_can_be_made_from_the_registered_services()
    {
        var strict = new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true };
        await using var services = AppServices.Collect().BuildServiceProvider(strict);

        Assert.NotEmpty(AppFunctions.All);
        Assert.All(AppFunctions.All, function => Assert.NotNull(ActivatorUtilities.CreateInstance(services, function.Type)));
    }
}

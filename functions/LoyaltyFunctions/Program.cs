using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Hosting;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ApiMiddleware>();
builder.Services.AddLoyalty(builder.Configuration);
if (DemoSize.Of(args) is { } demo)
{
    await builder.AddDemoAsync(demo);
}

try
{
    await builder.Build().RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Failures));
    return 1;
}

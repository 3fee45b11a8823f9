using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SampleApp;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<MarkRequests>();
builder.Services.AddSingleton<Journal>();
builder.Services.AddOptions<SampleOptions>()
    .Configure<Microsoft.Extensions.Configuration.IConfiguration>((options, configuration) => options.Mood = configuration["Sample:Mood"] ?? "calm")
    .Validate(options => options.Mood != "wrong", "Sample__Mood is wrong; say calm")
    .ValidateOnStart();
builder.Build().Run();

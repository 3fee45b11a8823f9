using LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SampleApp;

namespace LocalHost.Tests.Hosting;

/// <summary>The same app inside the test's own process, as the tests of an app may run it.</summary>
[Collection(HostTests.Name)]
public sealed class InProcessTests(HostFixture host) : IDisposable
{
    private readonly string _journal = Path.GetTempFileName();

    public void Dispose() => File.Delete(_journal);

    [Fact]
    public async Task Starts_answers_and_stops()
    {
        var options = LaunchOptions.Parse(["--port", "0", "--now", "2030-01-01T00:00:00Z"]);
        using var app = Build(options);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{options.Port}") };
        Assert.StartsWith("2030-01-01T00:0", await http.GetStringAsync("/api/now"), StringComparison.Ordinal);
        await app.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync("/api/now"));
    }

    [Fact]
    public async Task A_stop_lets_the_request_in_hand_finish()
    {
        var options = LaunchOptions.Parse(["--port", "0"]);
        using var app = Build(options);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{options.Port}") };
        var slow = http.GetAsync("/api/slow");
        while (!(await File.ReadAllTextAsync(_journal)).Contains("begin slow", StringComparison.Ordinal))
            await Task.Delay(10);
        await app.StopAsync();
        Assert.Equal(204, (int)(await slow).StatusCode);
    }

    [Fact]
    public void A_port_that_is_taken_is_named()
    {
        var options = LaunchOptions.Parse(["--port", "0"]);
        using var stranger = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, options.Port);
        stranger.Start();
        using var app = Build(options);
        var fault = Assert.Throws<StartFault>(() => app.StartAsync().GetAwaiter().GetResult());
        Assert.Equal($"--port {options.Port}: Address already in use", fault.Message);
    }

    private IHost Build(LaunchOptions options)
    {
        var builder = new FunctionsApplicationBuilder(options, endsProcess: false) { Assemblies = [typeof(Journal).Assembly] };
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration["AzureWebJobsStorage"] = host.Storage;
        builder.Configuration["Queues:Work"] = "work";
        builder.Configuration["Schedules:Daily"] = "0 0 3 * * *";
        builder.Configuration["Journal"] = _journal;
        builder.Services.AddSingleton<Journal>();
        return builder.Build();
    }
}

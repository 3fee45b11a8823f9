using System.Net.Sockets;
using System.Text.Json;

namespace LocalHost.Tests.Azurite;

/// <summary>Hubs that come and go, each with an Azurite that it had to start.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly string _storage = Testing.Azurite.OnFreePorts();
    private readonly string _data = Directory.CreateTempSubdirectory("lifetime-").FullName;

    private string RecordPath => Path.Combine(_data, "runner.json");

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Azurite_ends_with_the_hub_and_what_it_kept_is_there_at_the_next_start()
    {
        await using (var first = await StartAsync())
        {
            await first.SendAsync("wait 60 x");
            await first.UntilAsync(x => x.Count > 0);
            first.Kill();
            await first.WaitForExitAsync();
        }

        // The second start finds an Azurite that has lost its hub: still up, closing or gone.
        await using var second = await StartAsync();
        await second.UntilAsync(x => x.Contains("begin wait 60 x 1"));
        second.Kill();
        await EndAsync();

        await using var third = await StartAsync();
        await third.UntilAsync(x => x.Contains("begin wait 60 x 2"));
        third.Kill();
        await EndAsync();
    }

    [Fact]
    public async Task A_stop_waits_until_Azurite_has_written_its_data()
    {
        await using var app = await StartAsync();
        await app.SendAsync("a");
        await app.UntilAsync(x => x.Contains("done a 1"));
        Assert.Equal(0, await app.StopAsync());
        Assert.False(File.Exists(RecordPath));
        Assert.Contains("LocalHostQueues", await File.ReadAllTextAsync(Path.Combine(_data, "__azurite_db_table__.json")), StringComparison.Ordinal);
        Assert.Empty(app.Errors);
    }

    [Fact]
    public async Task Two_hubs_share_one_Azurite_and_the_last_one_ends_it()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var runner = JsonDocument.Parse(await File.ReadAllTextAsync(RecordPath)).RootElement.GetProperty("pid").GetInt32();
        Assert.Equal(0, await first.StopAsync());
        await second.SendAsync("a");
        await second.UntilAsync(x => x.Contains("done a 1"));
        Assert.Equal(runner, JsonDocument.Parse(await File.ReadAllTextAsync(RecordPath)).RootElement.GetProperty("pid").GetInt32());
        Assert.Equal(0, await second.StopAsync());
        Assert.False(File.Exists(RecordPath));
    }

    [Fact]
    public async Task Two_hubs_that_start_at_once_start_one_Azurite()
    {
        await using var first = Launch();
        await using var second = Launch();
        await Task.WhenAll(first.IsListeningAsync(), second.IsListeningAsync());
        Assert.All([await first.StopAsync(), await second.StopAsync()], code => Assert.Equal(0, code));
        var log = await File.ReadAllTextAsync(Path.Combine(_data, "azurite.log"));
        Assert.Equal(2, log.Split("Table service is successfully listening").Length);
    }

    [Fact]
    public async Task A_record_that_nobody_serves_is_no_hindrance()
    {
        var port = Testing.Azurite.FreePorts(1)[0];
        await File.WriteAllTextAsync(RecordPath, $$$"""{"pid":1,"lease":{{{port}}},"ports":{"blob":1,"queue":2,"table":3},"data":"elsewhere"}""");
        await using var app = await StartAsync();
        Assert.Equal(0, await app.StopAsync());
    }

    [Fact]
    public async Task A_port_that_something_else_has_is_named_in_one_line()
    {
        using var stranger = new TcpListener(System.Net.IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((System.Net.IPEndPoint)stranger.LocalEndpoint).Port;
        var storage = $"AccountName=devstoreaccount1;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";
        await using var app = SampleProcess.Launch(["--data", _data], ("AzureWebJobsStorage", storage));
        await app.WaitForExitAsync();
        Assert.Equal(1, app.ExitCode);
        Assert.Equal([$"AzureWebJobsStorage: port {port} is in use by something that is not Azurite"], app.Errors);
    }

    [Fact]
    public async Task An_Azurite_that_serves_only_one_of_the_ports_is_named_in_one_line()
    {
        using var half = new TcpListener(System.Net.IPAddress.Loopback, 0);
        half.Start();
        _ = AnswerAsAzuriteAsync(half);
        var (served, silent) = (((System.Net.IPEndPoint)half.LocalEndpoint).Port, Testing.Azurite.FreePorts(1)[0]);
        var storage = "AccountName=devstoreaccount1;AccountKey=a2V5;"
            + $"BlobEndpoint=http://127.0.0.1:{silent}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{served}/devstoreaccount1;";
        await using var app = SampleProcess.Launch(["--data", _data], ("AzureWebJobsStorage", storage));
        await app.WaitForExitAsync();
        Assert.Equal(1, app.ExitCode);
        Assert.Equal([$"AzureWebJobsStorage: nothing answers on port {silent}, but an Azurite on {served}; start that one whole, or end it"], app.Errors);
    }

    [Fact]
    public async Task Without_Node_the_way_out_is_told_in_one_line()
    {
        await using var app = SampleProcess.Launch(["--data", _data], ("AzureWebJobsStorage", _storage), ("PATH", "/nowhere"));
        await app.WaitForExitAsync();
        Assert.Equal(1, app.ExitCode);
        Assert.StartsWith("Node.js 20 or later is needed to run Azurite: install it from https://nodejs.org, ", Assert.Single(app.Errors), StringComparison.Ordinal);
    }

    private static async Task AnswerAsAzuriteAsync(TcpListener listener)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nServer: Azurite-Table/3.37.0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        }
    }

    private SampleProcess Launch() => SampleProcess.Launch(["--data", _data], ("AzureWebJobsStorage", _storage));

    private async Task<SampleProcess> StartAsync()
    {
        var app = Launch();
        await app.IsListeningAsync();
        return app;
    }

    private async Task EndAsync()
    {
        for (var i = 0; File.Exists(RecordPath); i++)
        {
            Assert.True(i < 3_000, "The runner did not end.");
            await Task.Delay(20);
        }
    }
}

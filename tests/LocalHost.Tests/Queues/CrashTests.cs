namespace LocalHost.Tests.Queues;

[Collection(HostTests.Name)]
public sealed class CrashTests(HostFixture host)
{
    [Fact]
    [Trait("Fault", "42")]
    public async Task Nothing_is_lost_when_the_process_is_killed_with_messages_waiting_and_in_flight()
    {
        var messages = Enumerable.Range(0, 100).Select(x => $"wait {(x < 8 ? 2 : 0)} {x}").ToArray();
        await using var first = await host.StartFreshAsync();
        await first.SendAsync(messages);
        await first.UntilAsync(x => x.Count(line => line.StartsWith("begin", StringComparison.Ordinal)) == 8);
        first.Kill();
        await first.WaitForExitAsync();
        Assert.DoesNotContain(first.Journal, x => x.StartsWith("done", StringComparison.Ordinal));

        await using var second = await host.StartAsync();
        await second.UntilAsync(x => x.Count(line => line.StartsWith("done", StringComparison.Ordinal)) == 100);
        await second.StopAsync();
        Assert.Equal(messages.Select(x => $"done {x} 1").Order(), second.Journal.Where(x => x.StartsWith("done", StringComparison.Ordinal)).Order());
        Assert.Empty(await Rows.AllAsync(host.Storage));
    }

    [Fact]
    [Trait("Fault", "33")]
    public async Task A_send_that_was_answered_survives_the_kill_that_follows_at_once()
    {
        await using var first = await host.StartFreshAsync();
        var sent = 0;
        var answered = new List<string>();
        var senders = Enumerable.Range(0, 16).Select(async sender =>
        {
            try
            {
                for (var i = 0; i < 1000; i++)
                {
                    await first.SendAsync($"wait 60 {sender}-{i}");
                    lock (answered)
                        answered.Add($"wait 60 {sender}-{i}");
                    Interlocked.Increment(ref sent);
                }
            }
            catch (HttpRequestException)
            {
                // Killed under it, as it should be.
            }
        }).ToList();
        while (Volatile.Read(ref sent) < 200)
            await Task.Delay(10);
        first.Kill();
        await Task.WhenAll(senders);

        var kept = (await Rows.AllAsync(host.Storage)).Select(x => System.Text.Encoding.UTF8.GetString(x.GetBinary("Body0"))).ToHashSet();
        Assert.Empty(answered.Except(kept));
    }

    [Fact]
    public async Task A_stop_lets_the_call_in_flight_finish()
    {
        await using var app = await host.StartFreshAsync();
        await app.SendAsync("wait 2 x");
        await app.UntilAsync(x => x.Contains("begin wait 2 x 1"));
        Assert.Equal(0, await app.StopAsync());
        Assert.Contains("done wait 2 x 1", app.Journal);
        Assert.Empty(await Rows.AllAsync(host.Storage));
    }

    [Fact]
    [Trait("Fault", "45")]
    public async Task A_message_that_kills_the_process_is_a_dead_letter_after_ten_starts_and_others_go_on()
    {
        await using var first = await host.StartFreshAsync();
        await Record.ExceptionAsync(() => first.SendAsync("die x"));
        await first.WaitForExitAsync();
        for (var start = 1; start <= 10; start++)
        {
            // The message may end it before it listens.
            await using var again = SampleProcess.Launch([], ("AzureWebJobsStorage", host.Storage), ("Journal", first.JournalPath));
            await again.WaitForExitAsync();
        }

        await using var last = await host.StartAsync(("Journal", first.JournalPath));
        await last.SendAsync("good");
        var journal = await last.UntilAsync(x => x.Contains("dead die x") && x.Contains("done good 1"));
        Assert.Equal(["1", .. Enumerable.Range(1, 10).Select(x => $"{x}")], journal.Where(x => x.StartsWith("begin die", StringComparison.Ordinal)).Select(x => x.Split(' ')[^1]));
    }
}

namespace LocalHost.Tests.Queues;

[Collection(HostTests.Name)]
public sealed class QueueTests(HostFixture host)
{
    private const string LockDuration = "AzureFunctionsJobHost__extensions__serviceBus__lockDuration";
    private const string RenewalDuration = "AzureFunctionsJobHost__extensions__serviceBus__maxAutoLockRenewalDuration";

    [Fact]
    public async Task Delivers_what_was_sent_once_and_keeps_nothing()
    {
        await using var app = await host.StartFreshAsync();
        await app.SendAsync("a", "b", "c");
        await app.UntilAsync(x => x.Count(line => line.StartsWith("done", StringComparison.Ordinal)) == 3);
        Assert.Equal(0, await app.StopAsync());
        Assert.Equal(["begin a 1", "begin b 1", "begin c 1", "done a 1", "done b 1", "done c 1"], app.Journal.Order());
        Assert.Empty(await Rows.AllAsync(host.Storage));
    }

    [Fact]
    [Trait("Fault", "73")]
    public async Task A_message_that_always_fails_is_a_dead_letter_after_ten_deliveries_and_holds_up_no_other()
    {
        await using var app = await host.StartFreshAsync();
        await app.SendAsync("fail x", "good");
        var journal = await app.UntilAsync(x => x.Contains("dead fail x") && x.Contains("done good 1"));
        Assert.Equal(Enumerable.Range(1, 10).Select(x => $"begin fail x {x}"), journal.Where(x => x.StartsWith("begin fail", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_lock_that_is_not_renewed_is_lost_and_the_message_comes_again()
    {
        await using var app = await host.StartFreshAsync((LockDuration, "00:00:01"), (RenewalDuration, "00:00:00"));
        await app.SendAsync("wait 2 x");
        await app.UntilAsync(x => x.Contains("begin wait 2 x 2"));
        await app.SaysAsync("lost after 00:00:01");
    }

    [Fact]
    public async Task A_lock_is_renewed_while_the_function_runs()
    {
        await using var app = await host.StartFreshAsync((LockDuration, "00:00:01"), (RenewalDuration, "00:01:00"));
        await app.SendAsync("wait 2 x");
        var journal = await app.UntilAsync(x => x.Contains("done wait 2 x 1"));
        Assert.DoesNotContain("begin wait 2 x 2", journal);
    }

    [Fact]
    public async Task Batches_pass_through_a_chain_of_queues()
    {
        await using var app = await host.StartFreshAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(x => app.Http.PostAsync($"/api/orders/{x}", null)));
        var journal = await app.UntilAsync(x => Count(x, "totals") == 200);
        Assert.Equal(200, Count(journal, "orders"));
        Assert.True(journal.Count(x => x.StartsWith("orders", StringComparison.Ordinal)) < 200, "No two orders came together.");
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(262_144)]
    public async Task Large_bodies_arrive_whole_also_after_a_restart(int length)
    {
        await using (var first = await host.StartFreshAsync(("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls", "1")))
        {
            using var answer = await first.Http.PostAsync($"/api/bytes/{length}", null);
            answer.EnsureSuccessStatusCode();
            first.Kill();
        }

        await using var second = await host.StartAsync();
        using var again = await second.Http.PostAsync($"/api/bytes/{length}", null);
        await second.UntilAsync(x => x.Contains($"bytes {length} {length * 120L}"));
    }

    [Fact]
    [Trait("Fault", "52")]
    public async Task A_body_over_the_limit_is_refused()
    {
        await using var app = await host.StartFreshAsync();
        using var answer = await app.Http.PostAsync("/api/bytes/262145", null);
        Assert.Equal(500, (int)answer.StatusCode);
        await app.StopAsync();
        Assert.Contains(app.Output, x => x.Contains("over the limit of 262144 bytes", StringComparison.Ordinal));
        Assert.Empty(await Rows.AllAsync(host.Storage));
    }

    private static int Count(IEnumerable<string> journal, string kind) =>
        journal.Where(x => x.StartsWith($"{kind} ", StringComparison.Ordinal)).Sum(x => x.Split(' ')[1].Split(',').Length);
}

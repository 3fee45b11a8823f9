using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Handlers;

public sealed class SideBySideTests
{
    private readonly List<int> _begun = [];
    private readonly Dictionary<int, TaskCompletionSource> _ends = Enumerable.Range(1, 5).ToDictionary(item => item, _ => new TaskCompletionSource());

    [Fact]
    public async Task So_many_are_under_way_and_no_more()
    {
        var all = RunAsync();
        Assert.Equal([1, 2], _begun);

        _ends[2].SetResult();
        Assert.Equal([1, 2, 3], _begun);

        foreach (var item in (int[])[1, 3, 4, 5])
        {
            _ends[item].SetResult();
        }

        await all;
        Assert.Equal([1, 2, 3, 4, 5], _begun);
    }

    [Fact]
    public async Task A_failure_lets_nothing_more_begin_and_is_thrown_when_the_rest_has_ended()
    {
        var all = RunAsync();
        _ends[1].SetException(new InvalidOperationException("one"));
        Assert.False(all.IsCompleted);

        _ends[2].SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => all);
        Assert.Equal([1, 2], _begun);
    }

    private Task RunAsync() => SideBySide.ForEachAsync(
        Enumerable.Range(1, 5),
        2,
        (item, _) =>
        {
            _begun.Add(item);
            return _ends[item].Task;
        },
        CancellationToken.None);
}

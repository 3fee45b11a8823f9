using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Testing.Tables;
using Testing.Tables.Faults;

namespace LocalHost.Tests.Tables;

/// <summary>The in-memory service fails as told, and never more than told.</summary>
public sealed class FaultTests
{
    private readonly TableService _service = new();
    private readonly TableClient _table;

    public FaultTests()
    {
        _table = Client(_service.Transport);
        _table.Create();
    }

    public static TheoryData<string, Fault> Retried => new()
    {
        { "busy", Fault.ServerBusy },
        { "timed out", Fault.OperationTimedOut },
        { "too many", Fault.TooManyRequests },
        { "reset", Fault.Reset },
        { "no answer", Fault.Timeout },
        { "internal", Fault.InternalError },
    };

    [Theory]
    [MemberData(nameof(Retried))]
    [Trait("Fault", "46")]
    public async Task A_fault_before_the_work_leaves_nothing_and_the_retry_does_it(string what, Fault fault)
    {
        _service.OnRequest = FaultPlan.At(1, fault);

        await _table.AddEntityAsync(new TableEntity("p", what));

        Assert.Equal(1, _service.CountRows("faults"));
        Assert.Equal(3, _service.Counters.Writes);
    }

    [Theory]
    [MemberData(nameof(Retried))]
    [Trait("Fault", "48")]
    public async Task A_fault_after_the_commit_makes_the_retry_find_the_work_done(string what, Fault fault)
    {
        _service.OnRequest = FaultPlan.AtWrite(1, fault.AfterCommit());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => _table.AddEntityAsync(new TableEntity("p", what)));

        Assert.Equal((409, "EntityAlreadyExists"), (failure.Status, failure.ErrorCode));
        Assert.Equal(1, _service.CountRows("faults"));
    }

    [Fact]
    [Trait("Fault", "50")]
    public async Task A_table_that_is_being_deleted_is_not_taken_for_one_that_exists()
    {
        _service.OnRequest = FaultPlan.At(1, Fault.TableBeingDeleted);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => _table.CreateIfNotExistsAsync());

        Assert.Equal((409, "TableBeingDeleted"), (failure.Status, failure.ErrorCode));
    }

    [Theory]
    [InlineData(1, false, 0)]
    [InlineData(1, true, 1)]
    [InlineData(2, false, 1)]
    [InlineData(2, true, 2)]
    public async Task A_stopped_process_writes_nothing_more_whatever_it_catches(int write, bool afterCommit, int expected)
    {
        _service.OnRequest = afterCommit ? FaultPlan.StopAfterWrite(write) : FaultPlan.StopBeforeWrite(write);
        for (var i = 0; i < 3; i++)
        {
            try
            {
                await _table.AddEntityAsync(new TableEntity("p", $"{i}"));
            }
            catch (ProcessStoppedException)
            {
                // What a careless program would do.
            }
        }

        Assert.Equal(expected, _service.CountRows("faults"));
        _service.OnRequest = null;
        Assert.Throws<ProcessStoppedException>(() => _table.GetEntityIfExists<TableEntity>("p", "0"));
        Assert.Equal(expected, Client(_service.NewProcess()).Query<TableEntity>().Count());
    }

    [Fact]
    public void Chance_is_the_same_for_the_same_seed()
    {
        var requests = Enumerable.Range(1, 200).Select(i => new TableRequest(i, 0, TableRequestKind.Read, "t", [])).ToList();
        var first = requests.Select(FaultPlan.Random(17, 0.3));
        var second = requests.Select(FaultPlan.Random(17, 0.3));
        var other = requests.Select(FaultPlan.Random(18, 0.3));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.InRange(requests.Select(FaultPlan.Random(17, 0.3)).Count(fault => fault is not null), 30, 90);
    }

    [Fact]
    public async Task Slowness_ends_with_the_callers_patience()
    {
        _service.OnRequest = _ => Fault.Slow(TimeSpan.FromMinutes(5));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _table.AddEntityAsync(new TableEntity("p", "r"), patience.Token));

        Assert.Equal(0, _service.CountRows("faults"));
    }

    private static TableClient Client(HttpPipelineTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return new TableClient(TableService.ConnectionString, "faults", options);
    }
}

using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

/// <summary>What the client promises over any table service. A derived class says which one.</summary>
public abstract partial class TableSuite
{
    private protected abstract string ConnectionString { get; }

    private protected abstract HttpPipelineTransport Transport { get; }

    private protected TableServiceClient Service => field ??= Connect(Transport);

    private protected TableServiceClient Connect(HttpPipelineTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return new TableServiceClient(ConnectionString, options);
    }

    private protected async Task<TableClient> NewTable()
    {
        var table = Service.GetTableClient($"t{Guid.NewGuid():N}");
        await table.CreateAsync();
        return table;
    }

    private protected static async Task<RequestFailedException> Refused(int status, string code, Func<Task> action)
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(action);
        Assert.Equal((status, code), (failure.Status, failure.ErrorCode));
        return failure;
    }
}

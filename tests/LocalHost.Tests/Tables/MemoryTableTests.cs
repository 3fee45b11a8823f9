using Azure.Core.Pipeline;
using Testing.Tables;

namespace LocalHost.Tests.Tables;

public sealed class MemoryTableTests : TableSuite
{
    private readonly TableService _service = new();

    private protected override string ConnectionString => TableService.ConnectionString;

    private protected override HttpPipelineTransport Transport => _service.Transport;
}

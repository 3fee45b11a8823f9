using Azure.Core.Pipeline;

namespace LocalHost.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class AzuriteTableTests(AzuriteFixture azurite) : TableSuite
{
    private protected override string ConnectionString { get; } = azurite.ConnectionString;

    private protected override HttpPipelineTransport Transport => HttpClientTransport.Shared;
}

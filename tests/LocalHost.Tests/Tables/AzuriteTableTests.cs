using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

[Collection(AzuriteTests.Name)]
public sealed class AzuriteTableTests(AzuriteFixture azurite) : TableSuite
{
    private protected override TableServiceClient Service { get; } = new(azurite.ConnectionString);
}

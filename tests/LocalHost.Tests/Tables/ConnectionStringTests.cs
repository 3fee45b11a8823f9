using Azure.Data.Tables;

namespace LocalHost.Tests.Tables;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "devstoreaccount1", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("AccountName=acme;AccountKey=c2VjcmV0", "acme", "https://acme.table.core.windows.net/")]
    [InlineData(" DefaultEndpointsProtocol=http ; accountname=acme;AccountKey=c2VjcmV0==;EndpointSuffix=core.chinacloudapi.cn;", "acme",
        "http://acme.table.core.chinacloudapi.cn/")]
    [InlineData("AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://b/a;TableEndpoint=http://127.0.0.1:4711/a/", "a", "http://127.0.0.1:4711/a/")]
    public void A_connection_string_names_account_and_address(string connectionString, string account, string address)
    {
        var service = new TableServiceClient(connectionString.Replace("==", "", StringComparison.Ordinal));
        var table = service.GetTableClient("rows");

        Assert.Equal((account, new Uri(address)), (service.AccountName, service.Uri));
        Assert.Equal((account, "rows", new Uri(address.TrimEnd('/') + "/rows")), (table.AccountName, table.Name, table.Uri));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=acme")]
    [InlineData("AccountKey=c2VjcmV0")]
    [InlineData("=x;AccountName=acme;AccountKey=c2VjcmV0")]
    public void A_connection_string_that_lacks_something_is_refused_without_repeating_it(string connectionString)
    {
        var failure = Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));

        Assert.DoesNotContain("c2VjcmV0", failure.Message, StringComparison.Ordinal);
    }
}

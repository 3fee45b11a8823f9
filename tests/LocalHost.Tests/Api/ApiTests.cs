using Azure.Data.Tables;

namespace LocalHost.Tests.Api;

public sealed class ApiTests
{
    [Fact]
    public void LocalHost_declares_nothing_that_the_real_packages_do_not_declare_alike()
    {
        var differences = ApiDifferences.Of(typeof(TableClient).Assembly.GetExportedTypes(), ApiListing.OfThePackages()).ToList();

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void The_tables_stand_in_is_among_what_is_compared()
    {
        var exported = typeof(TableClient).Assembly.GetExportedTypes();

        Assert.Contains(typeof(TableClient), exported);
        Assert.Contains(typeof(TableServiceClient), exported);
        Assert.NotNull(ApiListing.OfThePackages().Find("T:Azure.Data.Tables.TableClient"));
        Assert.NotNull(ApiListing.OfThePackages().Find("T:Microsoft.Azure.Functions.Worker.FunctionAttribute"));
    }
}

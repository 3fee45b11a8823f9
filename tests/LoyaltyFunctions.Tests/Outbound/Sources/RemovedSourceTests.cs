using System.Text.Json;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Outbound.Sources;

/// <summary>Records that are told to be deleted, and what a system says when it is asked for them.</summary>
public sealed class RemovedSourceTests : AskedSystem
{
    [Fact]
    public async Task What_is_deleted_and_is_not_there_any_more_is_taken_out()
    {
        There.Says(404);

        Assert.Equal("businesscentral-record:c1", Removed(await FetchAsync("BusinessCentral", Central("customers", "c1") with { Change = "deleted" })));
        Assert.Equal("item : i1", Removed(await FetchAsync("BusinessCentral", Central("items", "i1") with { Change = "deleted" })));
        Assert.Equal("sap-businesspartner:9980", Removed(await FetchAsync("Sap", new ResourceChanged(Stage.Now, "BusinessPartner", "9980", "Deleted"))));
        Assert.Equal("item BEANS:", Removed(await FetchAsync("Sap", new ResourceChanged(Stage.Now, "Product", "BEANS", "Deleted"))));
        Assert.Equal("clover-customer:C1", Removed(await FetchAsync("Clover", new ResourceChanged(Stage.Now, "C of MERCH1", "C1", "DELETE"))));
        Assert.Equal("item : I1", Removed(await FetchAsync("Clover", new ResourceChanged(Stage.Now, "I of MERCH1", "I1", "DELETE"))));
    }

    [Theory]
    [InlineData("BusinessCentral", "customers", "updated")]
    [InlineData("BusinessCentral", "items", "updated")]
    [InlineData("Sap", "Product", "Changed")]
    [InlineData("Sap", "BusinessPartner", "Changed")]
    [InlineData("Clover", "C of MERCH1", "UPDATE")]
    [InlineData("Clover", "I of MERCH1", "UPDATE")]
    public async Task What_is_not_there_but_was_not_deleted_may_be_a_wrong_address_and_is_left_alone(string format, string resource, string change)
    {
        There.Says(404);

        Assert.Empty(await FetchAsync(format, new ResourceChanged(World.Start, resource, "1", change)));
    }

    [Fact]
    public async Task What_is_told_to_be_deleted_and_is_there_is_read()
    {
        There.Says(200, """{"id":"i1","number":"BEANS","itemCategoryCode":"coffee"}""");

        var item = Assert.IsType<ItemsUpdated>(Assert.Single(await FetchAsync("BusinessCentral", Central("items", "i1") with { Change = "deleted" }))).Items[0];

        Assert.Equal(("BEANS", "i1"), (item.Sku, item.Record));
    }

    [Theory]
    [InlineData("""{"objectIdFieldName":"OBJECTID","objectIds":[7,8]}""", "stores/0/7|stores/0/8")]
    [InlineData("""{"objectIdFieldName":"OBJECTID","objectIds":null}""", "")]
    public async Task After_the_last_page_of_a_layer_its_ids_are_asked_for(string answer, string ids)
    {
        There.Says(200, """{"type":"FeatureCollection","features":[]}""");
        var (_, outcome) = await Fetcher("Esri").FetchAsync(Named("Esri"), Origin, default);
        var next = JsonElement.Parse(InboundMessage.Parse(Assert.Single(outcome.Released)).Body!).GetProperty("data");
        There.Says(200, answer);

        var named = new ResourceChanged(World.Start, next.GetProperty("resource").GetString()!, next.GetProperty("id").GetString()!, next.GetProperty("change").GetString()!);
        var listed = Assert.IsType<FencesListed>(Assert.Single(await FetchAsync("Esri", named)));

        Assert.Equal("GET /0/query?where=1=1&returnIdsOnly=true&f=json", Path());
        Assert.Equal(("stores/0/", Stage.Now, ids), (listed.Prefix, listed.OccurredAt, string.Join('|', listed.FenceIds.Order())));
    }

    [Fact]
    public async Task A_list_of_ids_that_is_none_removes_nothing()
    {
        There.Says(200, """{"objectIds":"all"}""");

        var (events, outcome) = await Fetcher("Esri").FetchAsync(Named("Esri") with { Change = "ids" }, Origin, default);

        Assert.Empty(events);
        Assert.Equal((DeliveryStatus.Parked, "cannot be read: the answer holds no ids"), (outcome.Status, outcome.Reason));
    }

    private static string Removed(IReadOnlyList<InboundEvent> events) => Assert.Single(events) switch
    {
        CustomerRemoved gone => $"{gone.Customer.Type}:{gone.Customer.Value}",
        ItemRemoved gone => $"item {gone.Sku}:{(gone.Record is null ? "" : " " + gone.Record)}",
        var other => other.GetType().Name,
    };
}

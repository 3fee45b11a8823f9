using System.Text;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Storage;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>A file that an ERP drops into a real container, told of as Event Grid tells, on the running hub.</summary>
[Collection(StoryHub.Collection)]
public sealed class ErpFileStories(StoryHub story)
{
    [Fact]
    public async Task A_dropped_file_gives_categories_to_sales_and_gets_a_report_of_its_bad_rows()
    {
        var (member, _) = await story.EnrolAsync();
        var container = new BlobContainerClient(story.Hub.Storage.ConnectionString, Names.Containers.ErpInbox);
        var run = Guid.NewGuid().ToString("N");
        var file = $"items-{run}.csv";
        await container.GetBlobClient(file).UploadAsync(BinaryData.FromString($"\uFEFFsku;category;price;currency\r\nB-{run};coffee;12.90;EUR\r\n;tea;1.00;EUR\r\n"));

        var told = await story.Hub.DeliverAsync(
            "/runtime/webhooks/eventgrid?functionName=TakeErpFileEventGrid",
            Encoding.UTF8.GetBytes(Proof.Json.Dropped(file, story.Hub.Now)),
            new Dictionary<string, string> { ["aeg-event-type"] = "Notification" });

        Assert.Equal(202, told.Status);
        var report = container.GetBlobClient($"errors/{file}.errors.csv");
        await Eventually.SeeAsync(
            "the report names the bad row",
            async () => await report.ExistsAsync() ? (await report.DownloadContentAsync()).Value.Content.ToString() : "",
            text => text == "line,reason\r\n3,\"sku is missing\"\r\n");
        var sale = $$"""{"receiptId":"{{run}}","storeId":"berlin-1","currency":"EUR","total":"10.00","lines":[{"sku":"B-{{run}}","quantity":1,"amount":"10.00"}]}""";
        var earned = (await story.Operator.PostAsync($"/api/members/{member}/purchases", sale)).Expect(200).Json.GetProperty("entry");
        Assert.Equal(20, earned.GetProperty("points").GetInt64());
    }

    [Fact]
    public async Task A_claim_is_settled_by_the_sale_that_it_names()
    {
        var (member, _) = await story.EnrolAsync();
        var sale = new SaleBody("25.00");
        var sold = await story.Acme.SendAsync(sale.ToWebhook(story.Hub.Now));
        await story.Operator.DeliveryAsync(sold.Expect(202).Json.GetProperty("id").GetString()!, "waiting");

        var claimed = await story.Till.PostAsync("/api/claims", $$"""{"memberId":"{{member}}","receiptId":"{{sale.ReceiptId}}","storeId":"{{sale.StoreId}}","amount":"25.00"}""");

        var claim = claimed.Expect(202).Json.GetProperty("claimId").GetString();
        Assert.Equal($"/api/claims/{claim}", claimed.Header("Location"));
        await Eventually.SeeAsync(
            "the claim is settled",
            () => story.Till.GetAsync($"/api/claims/{claim}"),
            reply => reply.Json.GetProperty("status").GetString() == "settled",
            reply => reply.Text);
        Assert.Equal(125, await story.Operator.PointsAsync(member));
    }
}

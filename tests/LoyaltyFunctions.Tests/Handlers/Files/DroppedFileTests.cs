using System.Text;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Handlers.Files;

/// <summary>Files from the drop to their report, by the functions that Event Grid and the queue wake.</summary>
public sealed class DroppedFileTests : IDisposable
{
    private readonly Stage _stage = new(settings: ErpCases.Settings);

    public void Dispose() => _stage.End();

    [Fact]
    public void Bad_rows_are_reported_with_their_lines_and_the_others_are_taken()
    {
        ErpCases.Drop(_stage, "items-1.csv", "sku,category,price\r\nBEANS,coffee,12.90\r\n,tea,1.00\r\nMUG,=1+1,6.00\r\nTEA,tea,\r\nX,x\r\n");

        Assert.Equal("line,reason\r\n3,\"sku is missing\"\r\n4,\"holds a formula\"\r\n6,\"has 2 cells, and the header 3\"\r\n", Report("items-1.csv"));
        Assert.Equal(("coffee", "tea"), (Item("BEANS")?.Category, Item("tea")?.Category));
        Assert.Null(Item("MUG"));
    }

    [Fact]
    public void A_file_without_a_bad_row_has_an_empty_report_and_a_bad_header_refuses_all_of_it()
    {
        ErpCases.Drop(_stage, "items-1.csv", "sku,category\nBEANS,coffee\n");
        ErpCases.Drop(_stage, "items-2.csv", "name,kind\nBEANS,tea\n");

        Assert.Equal("line,reason\r\n", Report("items-1.csv"));
        Assert.Equal("line,reason\r\n1,\"the header names no column that is known\"\r\n", Report("items-2.csv"));
        Assert.Equal("coffee", Item("BEANS")?.Category);
    }

    [Fact]
    public void The_same_content_again_does_nothing_under_any_name_and_a_new_file_of_an_old_name_does()
    {
        ErpCases.Drop(_stage, "items-1.csv", "sku,category\nBEANS,coffee\n,\"\n");
        _stage.Pass(TimeSpan.FromHours(1));
        var requests = Requests(() => ErpCases.Drop(_stage, "items-2.csv", "sku,category\nBEANS,coffee\n,\"\n"));
        Assert.DoesNotContain(requests, request => request.StartsWith("Items", StringComparison.Ordinal));
        Assert.Equal(["errors/items-1.csv.errors.csv"], _stage.World.Blobs.List(Names.Containers.ErpInbox, "errors/"));

        ErpCases.Drop(_stage, "items-1.csv", "sku,category\nBEANS,drinks\n");

        Assert.Equal("drinks", Item("BEANS")?.Category);
        Assert.Equal("line,reason\r\n", Report("items-1.csv"));
    }

    [Fact]
    public void What_was_told_last_stands_whichever_file_comes_first()
    {
        ErpCases.Drop(_stage, "items-2.csv", "sku,category,updatedAt\nBEANS,new,2026-02-02T00:00:00Z\n");
        ErpCases.Drop(_stage, "items-1.csv", "sku,category,marginRate,updatedAt\nBEANS,old,0.3,2026-02-01T00:00:00Z\n");

        Assert.Equal(("new", 3_000), (Item("BEANS")?.Category, Item("BEANS")?.MarginRate));
    }

    [Theory]
    [InlineData("erp/items-1.csv", true)]
    [InlineData("acme/items-1.csv", false)]
    [InlineData("nobody/items-1.csv", false)]
    [InlineData("notes.txt", false)]
    public void A_folder_names_the_partner(string blob, bool taken)
    {
        ErpCases.Drop(_stage, blob, "sku,category\nBEANS,coffee\n");

        Assert.Equal(taken, Item("BEANS") is not null);
    }

    [Theory]
    [InlineData("""{"type":"Microsoft.Storage.BlobCreated","time":"2026-03-02T10:00:00Z","subject":"/blobServices/default/containers/erp-inbox/blobs/errors/items-1.csv.errors.csv"}""")]
    [InlineData("""{"type":"Microsoft.Storage.BlobCreated","time":"2026-03-02T10:00:00Z","subject":"/blobServices/default/containers/archive/blobs/items-1.csv"}""")]
    [InlineData("""{"type":"Microsoft.Storage.BlobDeleted","time":"2026-03-02T10:00:00Z","subject":"/blobServices/default/containers/erp-inbox/blobs/items-1.csv"}""")]
    [InlineData("not json")]
    public void Other_events_are_no_drops(string told)
    {
        Assert.True(_stage.Process.TakeFile(told));
        Assert.Equal(0, _stage.World.Files.Count);
    }

    [Fact]
    public void An_event_of_a_file_that_is_gone_changes_nothing()
    {
        _stage.Run(process => process.TakeFile(Json.Dropped("items-9.csv", _stage.Now)));
        _stage.WorkQueues();

        Assert.Empty(new Books(_stage.World).Rows(Names.Tables.Files));
    }

    private IReadOnlyList<string> Requests(Action work)
    {
        var requests = new List<string>();
        _stage.Harm(request =>
        {
            lock (requests) requests.Add(request.Name);
            return null;
        });
        work();
        _stage.Harm(null);
        return requests;
    }

    private string Report(string blob) => Encoding.UTF8.GetString(_stage.World.Blobs.Read(Names.Containers.ErpInbox, $"errors/{blob}.errors.csv"));

    private LoyaltyFunctions.Connectors.Item? Item(string sku) => _stage.Process.Run(async () => await _stage.Process.Get<Items>().FindAsync(Items.Everybody, sku, default));
}

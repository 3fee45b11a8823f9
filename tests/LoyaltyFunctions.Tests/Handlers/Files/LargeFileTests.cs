using System.Text;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Handlers.Files;

/// <summary>A file of a million rows. It runs by itself, because what is measured is the memory of the whole process.</summary>
[Collection(Alone)]
public sealed class LargeFileTests : IDisposable
{
    private const string Alone = "alone";

    private readonly Stage _stage = new(settings: ErpCases.Settings);

    public void Dispose() => _stage.End();

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Collection;

    [Fact]
    [Trait("Fault", "43")]
    public void A_million_rows_go_through_in_bounded_memory_and_a_killed_run_goes_on_where_it_was()
    {
        const int rows = 1_000_000;
        _stage.World.Blobs.Overwrite(Names.Containers.ErpInbox, "items-big.csv", Million(rows));
        _stage.Run(process => process.TakeFile(Json.Dropped("items-big.csv", _stage.Now)));
        _stage.Harm(request => request.Number == 2_000 ? Testing.Tables.Faults.Fault.Stop : null);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        for (var round = 0; _stage.World.Files.Count > 0; round++)
        {
            _ = _stage.Process.WorkFile();
            _stage.Restart();
            most = round % 20 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most;
        }

        Assert.InRange(most - before, long.MinValue, 100L * 1024 * 1024);
        var file = Assert.Single(new Books(_stage.World).Rows(Names.Tables.Files));
        Assert.Equal((1_000_000L, 1_000L), (file.Properties["Rows"], file.Properties["BadRows"]));
        Assert.Equal(1 + (rows / 1_000), Encoding.UTF8.GetString(_stage.World.Blobs.Read(Names.Containers.ErpInbox, "errors/items-big.csv.errors.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Distinct().Count());
        Assert.Equal("last", _stage.Process.Run(() => _stage.Process.Get<Items>().FindAsync(Items.Everybody, "SKU-1", default))?.Category);
    }

    /// <summary>Few articles again and again, one row in a thousand bad; the last row of an article says what it is.</summary>
    private static byte[] Million(int rows)
    {
        using var file = new MemoryStream();
        using (var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        {
            writer.Write("sku,category,updatedAt\r\n");
            for (var row = 0; row < rows - 1; row++)
                writer.Write(row % 1_000 == 7 ? ",nothing,2026-01-01T00:00:00Z\r\n" : $"SKU-{row % 4},\"a, b\",2026-01-01T00:00:00Z\r\n");
            writer.Write("SKU-1,last,2026-01-02T00:00:00Z\r\n");
        }

        return file.ToArray();
    }
}

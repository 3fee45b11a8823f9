using System.Globalization;
using Azure.Data.Tables;
using Loyalty.Members;
using LoyaltyFunctions.Storage;

namespace Benchmarks.Loads;

/// <summary>Makes members present: a few through the hub, or many straight in the tables, as copies of what the hub wrote for one.</summary>
internal sealed class Members(TableServiceClient service)
{
    /// <summary>Azurite takes rows of many partitions in one transaction, which Azure would refuse; filling is not what is measured.</summary>
    private const int RowsAtOnce = 100;

    private const int SideBySide = 4;
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(5);

    public static string Card(int member) => string.Create(CultureInfo.InvariantCulture, $"6035{member:D12}");

    public static async Task<IReadOnlyList<string>> EnrolAsync(HubLoad hub, int count)
    {
        var members = new string[count];
        await Parallel.ForAsync(0, count, async (member, _) => members[member] = await hub.EnrolAsync(member));
        return members;
    }

    /// <summary>Copies the member that the hub enrolled as number 0 until there are <paramref name="count"/>.</summary>
    public async Task<IReadOnlyList<string>> FillAsync(string first, int count, Action<string> report)
    {
        var templates = await TemplatesAsync(first);
        var members = Enumerable.Range(0, count).Select(x => x == 0 ? first : "m" + Keys.Hash("copy", Card(x))).ToArray();
        var (done, next) = (0, DateTimeOffset.UtcNow + BetweenReports);
        var each = RowsAtOnce / templates.Max(x => x.Rows.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide };
        await Parallel.ForEachAsync(Enumerable.Range(1, count - 1).Chunk(each), options, async (chunk, stop) =>
        {
            foreach (var (table, rows) in templates)
            {
                var copies = chunk.SelectMany(x => rows.Select(row => CopyOf(row, members[x], x)));
                await table.SubmitTransactionAsync(copies.Select(x => new TableTransactionAction(TableTransactionActionType.Add, x)), stop);
            }

            if (Interlocked.Add(ref done, chunk.Length) is var now && DateTimeOffset.UtcNow > next)
            {
                next = DateTimeOffset.UtcNow + BetweenReports;
                report($"{now:N0} of {count:N0} members are in the tables");
            }
        });
        return members;
    }

    /// <summary>What a purchase writes in its member's partition, taken from one.</summary>
    public async Task<PurchaseRows> PurchaseRowsAsync(HubLoad hub, string member)
    {
        var before = await RowsOfAsync(Names.Tables.Accounts, member);
        await hub.PurchaseAsync(member, Sales.Next(1).Number);
        var after = await RowsOfAsync(Names.Tables.Accounts, member);
        var known = before.Select(x => x.RowKey).ToHashSet();
        var account = after.Single(x => known.Contains(x.RowKey) && before.Single(old => old.RowKey == x.RowKey).ETag != x.ETag);
        return new(new(account, member), [.. after.Where(x => !known.Contains(x.RowKey)).Select(x => new RowTemplate(x, member))]);
    }

    private async Task<IReadOnlyList<(TableClient Table, IReadOnlyList<RowTemplate> Rows)>> TemplatesAsync(string member)
    {
        var templates = new List<(TableClient, IReadOnlyList<RowTemplate>)>();
        foreach (var name in Names.Tables.All)
        {
            var rows = await RowsOfAsync(name, member);
            // What is still in the outbox is about to go.
            if (rows.Count > 0 && name != Names.Tables.Outbox)
                templates.Add((service.GetTableClient(name), [.. rows.Select(x => new RowTemplate(x, member))]));
        }

        return templates;
    }

    private static TableEntity CopyOf(RowTemplate template, string member, int number)
    {
        var copy = template.Whole(member);
        if (copy.RowKey == HashOf(0))
            copy.PartitionKey = copy.RowKey = HashOf(number);
        return copy;
    }

    private async Task<IReadOnlyList<TableEntity>> RowsOfAsync(string table, string member)
    {
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {member} or MemberId eq {member}");
        await foreach (var row in service.GetTableClient(table).QueryAsync<TableEntity>(filter))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static string HashOf(int member) =>
        Identity.TryCreate("card", Card(member), out var identity, out var problem) ? identity.Hash : throw new InvalidOperationException(problem);
}

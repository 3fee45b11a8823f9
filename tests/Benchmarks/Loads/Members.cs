using System.Globalization;
using Azure.Data.Tables;
using LoyaltyFunctions.Storage;

namespace Benchmarks.Loads;

/// <summary>Makes members present: a few through the hub, or many straight in the tables, as copies of what the hub wrote for one.</summary>
internal sealed class Members(LedgerTables ledger)
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

    /// <summary>
    /// Copies the account of the member that the hub enrolled as number 0 until there are <paramref name="count"/>. The account row is all
    /// that a sale by API reads of a member; with profile, entries and identities too Azurite does not live to see 100,000 of them.
    /// </summary>
    public async Task<IReadOnlyList<string>> FillAsync(string first, int count, Action<string> report)
    {
        var account = new RowTemplate((await TableOf(first).GetEntityAsync<TableEntity>(first, Keys.Account(first))).Value, first);
        var members = Enumerable.Range(0, count).Select(x => x == 0 ? first : "m" + Keys.Hash("copy", Card(x))).ToArray();
        var (done, next) = (0, DateTimeOffset.UtcNow + BetweenReports);
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide };
        var chunks = members.Skip(1).GroupBy(TableOf).SelectMany(group => group.Chunk(RowsAtOnce).Select(chunk => (Table: group.Key, Members: chunk)));
        await Parallel.ForEachAsync(chunks, options, async (chunk, stop) =>
        {
            var copies = chunk.Members.Select(member => new TableTransactionAction(TableTransactionActionType.Add, account.Whole(member)));
            await chunk.Table.SubmitTransactionAsync(copies, stop);
            if (Interlocked.Add(ref done, chunk.Members.Length) is var now && DateTimeOffset.UtcNow > next)
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
        var before = await RowsOfAsync(member);
        await hub.PurchaseAsync(member, Sales.Next(1).Number);
        var after = await RowsOfAsync(member);
        var known = before.Select(x => x.RowKey).ToHashSet();
        var account = after.Single(x => known.Contains(x.RowKey) && before.Single(old => old.RowKey == x.RowKey).ETag != x.ETag);
        return new(new(account, member), [.. after.Where(x => !known.Contains(x.RowKey)).Select(x => new RowTemplate(x, member))]);
    }

    private async Task<IReadOnlyList<TableEntity>> RowsOfAsync(string member)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in TableOf(member).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {member}")))
        {
            rows.Add(row);
        }

        return rows;
    }

    private TableClient TableOf(string member) => ledger.Of(Names.Tables.Accounts, member);
}

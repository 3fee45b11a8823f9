using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Loyalty.Accounts;
using Loyalty.Entries;
using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A member as the rows tell: the account, and the entries that must lead to it.</summary>
internal sealed record MemberBook(string MemberId, Account? Account, long Commits, IReadOnlyList<LedgerEntry> Entries);

/// <summary>Reads all that the hub has stored and tells it as a story.</summary>
internal sealed class Books
{
    private readonly ILookup<string, TableRow> _tables;

    public Books(World world)
    {
        World = world;
        _tables = world.Tables.Export().ToLookup(row => row.Table);
        Members = [.. _tables[Names.Tables.Accounts].GroupBy(row => row.PartitionKey).Select(Read)];
    }

    public World World { get; }

    public IReadOnlyList<MemberBook> Members { get; }

    public IEnumerable<TableRow> Rows(string table) => _tables[table];

    /// <summary>The end of a story, without what may differ between two tellings of it: when, and how often, something was tried.</summary>
    public IEnumerable<string> Story()
    {
        foreach (var member in Members.Where(member => member.Account is not null))
        {
            yield return $"member {member.MemberId}: {member.Account!.Status}, balance {member.Account.Balance.Value}, reserved {member.Account.Reserved.Value}";
            foreach (var entry in member.Entries)
            {
                yield return $"  {entry.Sequence} {entry.Kind.ToWire()} {entry.Points.Value} of {entry.Source.ReceiptId} {entry.Source.RefundId} {entry.Reservation?.Step} {entry.Personal?.Journey} {entry.Personal?.Skipped} {entry.Personal?.Message?.Template}";
            }
        }

        foreach (var row in Rows(Names.Tables.Identities))
        {
            yield return $"identity {row.RowKey} of {Text(row, "MemberId")}";
        }

        foreach (var row in Rows(Names.Tables.Deliveries))
        {
            var status = Text(row, "Status");
            yield return $"delivery {row.RowKey}: {status} {(status == nameof(DeliveryStatus.Processed) ? "" : Text(row, "Reason"))} {Text(row, "Entries")}";
        }

        foreach (var row in Rows(Names.Tables.DeadLetters))
        {
            yield return $"dead letter of {Text(row, "DeliveryId")}";
        }

        foreach (var row in Rows(Names.Tables.Files))
        {
            yield return $"file {row.RowKey}: {Text(row, "Rows")} rows, {Text(row, "BadRows")} bad, at {Text(row, "Offset")}";
        }

        foreach (var report in World.Blobs.List(Names.Containers.ErpInbox, "errors/"))
        {
            yield return $"{report}: {Encoding.UTF8.GetString(World.Blobs.Read(Names.Containers.ErpInbox, report))}";
        }

        foreach (var row in Rows(Names.Tables.Campaigns))
        {
            yield return $"{row.RowKey} opened {Text(row, "CampaignId")} at {Text(row, "OpenedAt")}";
        }

        foreach (var row in Rows(Names.Tables.Holds))
        {
            yield return $"held: {Text(row, "MemberId")}";
        }

        foreach (var row in Rows(Names.Tables.SharedTraces).Where(row => !row.RowKey.EndsWith("-traces", StringComparison.Ordinal)))
        {
            yield return $"shared: {row.RowKey}";
        }

        foreach (var row in Rows(Names.Tables.Tills))
        {
            yield return $"till {row.RowKey}: {JsonElement.Parse(Content(row)).GetArrayLength()}";
        }

        foreach (var row in Rows(Names.Tables.Boards).Where(row => row.Properties.ContainsKey("Value")))
        {
            yield return $"board {row.RowKey}: {Text(row, "Value")}";
        }

        foreach (var row in Rows(Names.Tables.Items))
        {
            yield return $"item {row.RowKey}: {Text(row, "Category")} {Text(row, "Price")} {Text(row, "Excluded")} {Text(row, "MarginRate")}";
        }

        foreach (var manifest in World.Blobs.List(Names.Containers.Archive, "manifests/"))
        {
            yield return $"{manifest}: {Encoding.UTF8.GetString(World.Blobs.Read(Names.Containers.Archive, manifest))}";
        }

        foreach (var line in Proofs())
        {
            yield return line;
        }

        foreach (var row in Rows(Names.Tables.Waiting))
        {
            yield return $"{Text(row, "DeliveryId")} waits for {row.PartitionKey}";
        }

        foreach (var row in Rows(Names.Tables.Contacts))
        {
            yield return $"{row.PartitionKey} is known at {Text(row, "Target")}, lifetime {Text(row, "Lifetime")}";
        }

        foreach (var expiring in World.Events.Events.Values.Where(told => told.Contains("loyalty.points.expiring", StringComparison.Ordinal)))
        {
            yield return $"told of {System.Text.Json.JsonDocument.Parse(expiring).RootElement.GetProperty("data")}";
        }

        foreach (var reused in World.Events.Events.Values.Where(told => told.Contains("loyalty.code.reused", StringComparison.Ordinal) || told.Contains("loyalty.code.misplaced", StringComparison.Ordinal)))
        {
            yield return $"told of {JsonElement.Parse(reused).GetProperty("data")}";
        }

        foreach (var id in World.Events.Events.Keys.Where(id => id.EndsWith("-message", StringComparison.Ordinal) || id.Contains("-grant-", StringComparison.Ordinal) || id.Contains("-goal-", StringComparison.Ordinal)))
        {
            yield return $"told: {id}";
        }

        foreach (var told in World.Receiver.Calls.Select(call => $"{call.Method} {call.Url} {call.Headers.GetValueOrDefault("webhook-id")}").Distinct())
        {
            yield return told;
        }
    }

    /// <summary>What proofs have come to, and the tables that they rebuilt.</summary>
    private IEnumerable<string> Proofs()
    {
        foreach (var run in Rows(Names.Tables.Runs).Where(row => row.PartitionKey == "runs" && row.Properties.ContainsKey("Content")))
        {
            var shards = Rows(Names.Tables.Runs).Where(row => row.PartitionKey == run.RowKey).ToList();
            var findings = shards.Select(row => JsonElement.Parse(Content(row))).Where(found => found.TryGetProperty("differences", out var count) && count.GetInt64() > 0);
            yield return $"{Text(run, "Kind")}: {shards.Count(row => (bool)row.Properties["Done"])} of {Text(run, "Shards")}, {string.Join(' ', findings)}";
        }

        foreach (var row in Rows(Names.Tables.Runs).Where(row => row.PartitionKey.EndsWith("-simulated", StringComparison.Ordinal)))
        {
            yield return $"simulated in {row.RowKey[^6..]}: {Encoding.UTF8.GetString(Content(row))}";
        }

        foreach (var row in Rows(Names.Tables.Runs).Where(row => row.PartitionKey.EndsWith("-reported", StringComparison.Ordinal)))
        {
            yield return $"reported in {row.RowKey[^6..]}: {Encoding.UTF8.GetString(Content(row))}";
        }

        foreach (var row in Rows("CopyAccounts"))
        {
            yield return $"copy {row.RowKey}: {Encoding.UTF8.GetString(Content(row))}";
        }
    }

    internal static bool Holds(TableRow redemption) => Text(redemption, "Step") is not ("Cancelled" or "Lapsed");

    internal IEnumerable<TableRow> Redemptions(string rewardId) => Rows(Names.Tables.Accounts)
        .Where(row => row.RowKey.Contains("-redemption-", StringComparison.Ordinal) && Text(row, "RewardId") == rewardId);

    private static MemberBook Read(IGrouping<string, TableRow> rows)
    {
        var accountRow = rows.FirstOrDefault(row => row.RowKey == Keys.Account(rows.Key) && row.Properties.ContainsKey("Commits"));
        return new MemberBook(
            rows.Key,
            accountRow is null ? null : AccountJson.Read(Content(accountRow)),
            accountRow is null ? 0 : (long)accountRow.Properties["Commits"],
            [.. rows.Where(row => row.RowKey.StartsWith(rows.Key + "-entry-", StringComparison.Ordinal)).Select(row => EntryJson.Read(Content(row))).OrderBy(entry => entry.Sequence)]);
    }

    internal static byte[] Content(TableRow row)
    {
        using var content = new MemoryStream();
        for (var chunk = 0; row.Properties.TryGetValue(chunk == 0 ? "Content" : $"Content{chunk}", out var part); chunk++)
        {
            content.Write((byte[])part);
        }

        return content.ToArray();
    }

    internal static string Text(TableRow row, string property) =>
        row.Properties.TryGetValue(property, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "";

    internal static string Text(Account account)
    {
        var json = new ArrayBufferWriter<byte>();
        AccountJson.Write(account, json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    internal static string Line(LedgerEntry entry)
    {
        var json = new ArrayBufferWriter<byte>();
        EntryJson.Write(entry, json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}

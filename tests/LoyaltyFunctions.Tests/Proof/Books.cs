using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;
using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A member as the rows tell: the account, and the entries that must lead to it.</summary>
internal sealed record MemberBook(string MemberId, Account? Account, long Commits, IReadOnlyList<LedgerEntry> Entries);

/// <summary>Reads all that the hub has stored and says what of it cannot be.</summary>
internal sealed class Books
{
    private readonly World _world;
    private readonly ILookup<string, TableRow> _tables;

    public Books(World world)
    {
        _world = world;
        _tables = world.Tables.Export().ToLookup(row => row.Table);
        Members = [.. _tables[Names.Tables.Accounts].GroupBy(row => row.PartitionKey).Select(Read)];
    }

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

        foreach (var report in _world.Blobs.List(Names.Containers.ErpInbox, "errors/"))
        {
            yield return $"{report}: {Encoding.UTF8.GetString(_world.Blobs.Read(Names.Containers.ErpInbox, report))}";
        }

        foreach (var row in Rows(Names.Tables.Campaigns))
        {
            yield return $"{row.RowKey} opened {Text(row, "CampaignId")} at {Text(row, "OpenedAt")}";
        }

        foreach (var row in Rows(Names.Tables.Items))
        {
            yield return $"item {row.RowKey}: {Text(row, "Category")} {Text(row, "Price")} {Text(row, "Excluded")} {Text(row, "MarginRate")}";
        }

        foreach (var manifest in _world.Blobs.List(Names.Containers.Archive, "manifests/"))
        {
            yield return $"{manifest}: {Encoding.UTF8.GetString(_world.Blobs.Read(Names.Containers.Archive, manifest))}";
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

        foreach (var expiring in _world.Events.Events.Values.Where(told => told.Contains("loyalty.points.expiring", StringComparison.Ordinal)))
        {
            yield return $"told of {System.Text.Json.JsonDocument.Parse(expiring).RootElement.GetProperty("data")}";
        }

        foreach (var reused in _world.Events.Events.Values.Where(told => told.Contains("loyalty.code.reused", StringComparison.Ordinal)))
        {
            yield return $"told of {JsonElement.Parse(reused).GetProperty("data")}";
        }

        foreach (var id in _world.Events.Events.Keys.Where(id => id.EndsWith("-message", StringComparison.Ordinal) || id.Contains("-grant-", StringComparison.Ordinal) || id.Contains("-goal-", StringComparison.Ordinal)))
        {
            yield return $"told: {id}";
        }

        foreach (var told in _world.Receiver.Calls.Select(call => $"{call.Method} {call.Url} {call.Headers.GetValueOrDefault("webhook-id")}").Distinct())
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

    /// <summary>What breaks an invariant that holds at any time.</summary>
    public IEnumerable<string> Faults(Programme programme) =>
        Members.Where(member => member.Account is not null || member.Entries.Count > 0).SelectMany(Faults)
            .Concat(Promises(programme))
            .Concat(TwiceEarned())
            .Concat(TwiceReferred())
            .Concat(Oversold(programme))
            .Concat(Overspent(programme))
            .Concat(_world.Events.Different.Select(id => $"I6: event {id} came twice with another content"));

    /// <summary>What is left undone although all faults have healed and every timer has run.</summary>
    public IEnumerable<string> Unfinished()
    {
        foreach (var row in Rows(Names.Tables.Outbox))
        {
            yield return $"I12: outbox row {row.PartitionKey} {row.RowKey} is still there";
        }

        foreach (var row in Rows(Names.Tables.Notices).Where(row => row.Properties.ContainsKey("Attempts")))
        {
            yield return $"I12: {Text(row, "Target")} is still to be told of something ({Text(row, "Reason")})";
        }

        foreach (var row in Rows(Names.Tables.Files).Where(row => Text(row, "IsDone") != bool.TrueString))
        {
            yield return $"I12: file {row.RowKey} is not done";
        }

        if (_world.Inbound.Count + _world.Shards.Count + _world.Files.Count > 0)
        {
            yield return $"I12: {_world.Inbound.Count} deliveries and {_world.Shards.Count} shards are still queued";
        }

        var told = _world.Receiver.Calls.Select(call => call.Headers.GetValueOrDefault("webhook-id")).ToHashSet();
        var archived = _world.Blobs.Lines(Names.Containers.Archive, "entries/").ToHashSet();
        foreach (var entry in Members.SelectMany(member => member.Entries))
        {
            if (!archived.Contains(Line(entry)))
            {
                yield return $"I6: entry {entry.Sequence} of {entry.MemberId} is not in the archive";
            }

            if (!_world.Events.Events.ContainsKey($"{entry.MemberId}-{entry.Sequence}"))
            {
                yield return $"I6: entry {entry.Sequence} of {entry.MemberId} was told by no event";
            }

            if (_world.IsSubscribed && !told.Contains($"{entry.MemberId}-{entry.Sequence}"))
            {
                yield return $"I6: entry {entry.Sequence} of {entry.MemberId} was told to no subscriber";
            }
        }

        foreach (var fault in Letters().Concat(Transfers()).Concat(Merges()).Concat(Units()))
        {
            yield return fault;
        }
    }

    /// <summary>What was given has arrived, or come back; only a giver who has left gets nothing back.</summary>
    private IEnumerable<string> Transfers()
    {
        var entries = Members.SelectMany(member => member.Entries).ToLookup(entry => (entry.Kind, entry.Source.Reference));
        return from giver in Members
               from given in giver.Entries
               where given.Kind == EntryKind.TransferOut
               let arrived = entries[(EntryKind.TransferIn, given.Source.Reference)].Select(entry => entry.Points.Value).ToList()
               where arrived is not [var points] || points != -given.Points.Value
               where arrived.Count > 0 || giver.Account?.Status != AccountStatus.Erased
               select $"I11: transfer {given.Source.Reference} took {-given.Points.Value} and brought {string.Join(" + ", arrived)}";
    }

    /// <summary>Who was merged away left nothing behind: what the account held has come to the one who stayed, and nothing names the old one.</summary>
    private IEnumerable<string> Merges()
    {
        var left = Members.Where(member => member.Account is { Status: not AccountStatus.Open }).ToDictionary(member => member.MemberId);
        foreach (var (memberId, member) in left.Where(pair => pair.Value.Account!.MergedInto is not null))
        {
            var stayed = Members.Single(other => other.MemberId == member.Account!.MergedInto);
            var brought = stayed.Entries.Where(entry => entry.Kind == EntryKind.Merge && entry.Source.Counterparty == memberId && entry.Closing is null).ToList();
            if (brought is not [var only] || only.Points != -member.Entries[^1].Points)
            {
                if (brought.Count > 0 || stayed.Account!.Status != AccountStatus.Erased)
                {
                    yield return $"I11: merge of {memberId} took {-member.Entries[^1].Points.Value} and brought {string.Join(" + ", brought.Select(entry => entry.Points.Value))}";
                }
            }
        }

        foreach (var row in Rows(Names.Tables.Identities).Where(row => left.ContainsKey(Text(row, "MemberId"))))
        {
            yield return $"I8: identity {row.RowKey} names {Text(row, "MemberId")}, who has left";
        }

        foreach (var row in Rows(Names.Tables.Accounts).Where(row => left.ContainsKey(row.PartitionKey) && row.RowKey == Keys.Profile(row.PartitionKey)))
        {
            yield return $"I8: {row.PartitionKey} has left, and the profile is still there";
        }
    }

    private IEnumerable<string> Letters()
    {
        var letters = Rows(Names.Tables.DeadLetters).Select(row => Text(row, "DeliveryId")).ToHashSet();
        var notes = Rows(Names.Tables.Waiting).Select(row => Text(row, "DeliveryId")).ToHashSet();
        foreach (var row in Rows(Names.Tables.Deliveries))
        {
            var status = Text(row, "Status");
            if (status == nameof(DeliveryStatus.Parked) && !letters.Contains(row.RowKey))
            {
                yield return $"I12: delivery {row.RowKey} is parked, but no dead letter tells of it";
            }

            if (status.Length == 0)
            {
                yield return $"I12: delivery {row.RowKey} is claimed, but nothing became of it";
            }

            if (status == nameof(DeliveryStatus.Waiting) && !notes.Contains(row.RowKey) && !Text(row, "Reason").Contains("names no member", StringComparison.Ordinal))
            {
                yield return $"I12: delivery {row.RowKey} waits ({Text(row, "Reason")}), but nothing will call it";
            }
        }
    }

    private static IEnumerable<string> Faults(MemberBook member)
    {
        if (member.Account is null)
        {
            yield return $"I3: {member.MemberId} has entries but no account";
            yield break;
        }

        if (EntryChain.Verify(member.Entries) is { } broken)
        {
            yield return $"I3: entry {broken.Sequence} of {broken.MemberId}: {broken.Reason}";
        }
        else if (Text(Account.Rebuild(member.Entries)) != Text(member.Account))
        {
            yield return $"I1/I4: the account of {member.MemberId} is not what its entries lead to";
        }
    }

    /// <summary>The index of due work: at or before an account's next due instant there is a row.</summary>
    private IEnumerable<string> Promises(Programme programme)
    {
        var noted = Rows(Names.Tables.Due).ToLookup(row => Text(row, "MemberId"), row => row.PartitionKey);
        foreach (var account in Members.Select(member => member.Account).OfType<Account>())
        {
            foreach (var kind in Enum.GetValues<DueKind>())
            {
                if (account.NextDue(kind, programme) is not { } next)
                {
                    continue;
                }

                var (latest, prefix) = (Due.PartitionOf(kind, account.MemberId, next), kind.ToString().ToLowerInvariant() + "-");
                if (!noted[account.MemberId].Any(row => row.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(row, latest) <= 0))
                {
                    yield return $"I12: nothing will look after the {kind} of {account.MemberId} that falls due at {next:O}";
                }
            }
        }
    }

    private IEnumerable<string> TwiceEarned() => Members.SelectMany(member => member.Entries)
        .Where(entry => entry.Purchase is not null)
        .GroupBy(entry => entry.Purchase!.Purchase.Receipt.Hash)
        .Where(entries => entries.Count() > 1)
        .Select(entries => $"I2: receipt {entries.First().Source.ReceiptId} earned {entries.Count()} times: {string.Join(", ", entries.Select(entry => $"{entry.MemberId}-{entry.Sequence}"))}");

    private IEnumerable<string> TwiceReferred() => Members
        .SelectMany(member => member.Entries)
        .Where(entry => entry.Reason == Occasions.Referral)
        .GroupBy(entry => (entry.MemberId, entry.Source.Counterparty))
        .Where(entries => entries.Count() > 1)
        .Select(entries => $"I2: {entries.Key.MemberId} got {entries.Count()} bonuses for the referral of or by {entries.Key.Counterparty}");

    private static bool Holds(TableRow redemption) => Text(redemption, "Step") is not ("Cancelled" or "Lapsed");

    private IEnumerable<TableRow> Redemptions(string rewardId) => Rows(Names.Tables.Accounts)
        .Where(row => row.RowKey.Contains("-redemption-", StringComparison.Ordinal) && Text(row, "RewardId") == rewardId);

    private IEnumerable<string> Oversold(Programme programme) =>
        from reward in programme.Rewards
        where reward.Stock is not null
        let held = Redemptions(reward.Id).Count(Holds)
        where held > reward.Stock
        select $"I1: {held} of {reward.Stock} {reward.Id} are promised";

    private IEnumerable<string> Overspent(Programme programme) =>
        from budget in programme.Budgets
        let spent = SpentOf(programme, budget)
        where spent > budget.Points.Value
        select $"I1: {spent} of {budget.Points} points of {budget.Key} are spent";

    /// <summary>Once everything has settled, what budgets have given is what entries were granted, less what refunds took back.</summary>
    public IEnumerable<string> Budgets(Programme programme)
    {
        var granted = BudgetDemand.Of(programme, Members.SelectMany(member => member.Entries));
        return from budget in programme.Budgets
               let spent = SpentOf(programme, budget)
               where spent != granted.GetValueOrDefault(budget.Key).Value
               select $"I9: {spent} points of {budget.Key} are counted, and {granted.GetValueOrDefault(budget.Key)} granted";
    }

    private long SpentOf(Programme programme, Budget budget) => Rows(Names.Tables.Budgets)
        .Where(row => row.Properties.ContainsKey("Spent") && row.PartitionKey.StartsWith(BudgetRef.Of(programme.Id, budget.Key, 0).Id, StringComparison.Ordinal))
        .Sum(row => (long)row.Properties["Spent"]);

    /// <summary>Each redemption that holds a reward with a stock has one unit of it, no other has any, and the counters say so.</summary>
    private IEnumerable<string> Units()
    {
        var units = Rows(Names.Tables.Stock).Where(row => row.Properties.ContainsKey("Returned")).ToList();
        var taken = units.Where(row => row.Properties["Returned"] is false).Select(row => row.RowKey.Split('-')[^1]).Order().ToList();
        var held = Redemptions("mug").Where(Holds).Select(row => Text(row, "Id")).Order().ToList();
        if (!taken.SequenceEqual(held))
        {
            yield return $"I9: units are taken for {string.Join(", ", taken)}, but held by {string.Join(", ", held)}";
        }

        var counted = Rows(Names.Tables.Stock).Where(row => row.Properties.ContainsKey("Taken")).Sum(row => (long)row.Properties["Taken"]);
        if (counted != taken.Count)
        {
            yield return $"I9: {taken.Count} units are taken and {counted} counted";
        }
    }

    private static MemberBook Read(IGrouping<string, TableRow> rows)
    {
        var accountRow = rows.FirstOrDefault(row => row.RowKey == Keys.Account(rows.Key) && row.Properties.ContainsKey("Commits"));
        return new MemberBook(
            rows.Key,
            accountRow is null ? null : AccountJson.Read(Content(accountRow)),
            accountRow is null ? 0 : (long)accountRow.Properties["Commits"],
            [.. rows.Where(row => row.RowKey.StartsWith(rows.Key + "-entry-", StringComparison.Ordinal)).Select(row => EntryJson.Read(Content(row))).OrderBy(entry => entry.Sequence)]);
    }

    private static byte[] Content(TableRow row)
    {
        using var content = new MemoryStream();
        for (var chunk = 0; row.Properties.TryGetValue(chunk == 0 ? "Content" : $"Content{chunk}", out var part); chunk++)
        {
            content.Write((byte[])part);
        }

        return content.ToArray();
    }

    private static string Text(TableRow row, string property) =>
        row.Properties.TryGetValue(property, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "";

    private static string Text(Account account)
    {
        var json = new ArrayBufferWriter<byte>();
        AccountJson.Write(account, json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static string Line(LedgerEntry entry)
    {
        var json = new ArrayBufferWriter<byte>();
        EntryJson.Write(entry, json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}

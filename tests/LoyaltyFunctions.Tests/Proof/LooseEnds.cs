using System.Globalization;
using System.Text.Json;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Play;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What is left undone although all faults have healed and every timer has run.</summary>
internal sealed class LooseEnds(Books books)
{
    public IEnumerable<string> All()
    {
        foreach (var row in books.Rows(Names.Tables.Outbox))
        {
            yield return $"I12: outbox row {row.PartitionKey} {row.RowKey} is still there";
        }

        foreach (var row in books.Rows(Names.Tables.Notices).Where(row => row.Properties.ContainsKey("Attempts")))
        {
            yield return $"I12: {Books.Text(row, "Target")} is still to be told of something ({Books.Text(row, "Reason")})";
        }

        foreach (var row in books.Rows(Names.Tables.Files).Where(row => Books.Text(row, "IsDone") != bool.TrueString))
        {
            yield return $"I12: file {row.RowKey} is not done";
        }

        if (books.World.Inbound.Count + books.World.Shards.Count + books.World.Files.Count > 0)
        {
            yield return $"I12: {books.World.Inbound.Count} deliveries and {books.World.Shards.Count} shards are still queued";
        }

        var told = books.World.Receiver.Calls.Select(call => call.Headers.GetValueOrDefault("webhook-id")).ToHashSet();
        var archived = books.World.Blobs.Lines(Names.Containers.Archive, "entries/").ToHashSet();
        foreach (var entry in books.Members.SelectMany(member => member.Entries))
        {
            if (!archived.Contains(Books.Line(entry)))
            {
                yield return $"I6: entry {entry.Sequence} of {entry.MemberId} is not in the archive";
            }

            if (!books.World.Events.Events.ContainsKey($"{entry.MemberId}-{entry.Sequence}"))
            {
                yield return $"I6: entry {entry.Sequence} of {entry.MemberId} was told by no event";
            }

            if (books.World.IsSubscribed && !told.Contains($"{entry.MemberId}-{entry.Sequence}"))
            {
                yield return $"I6: entry {entry.Sequence} of {entry.MemberId} was told to no subscriber";
            }
        }

        foreach (var fault in Boards().Concat(Letters()).Concat(Transfers()).Concat(Merges()).Concat(Units()).Concat(Shown()))
        {
            yield return fault;
        }
    }

    /// <summary>A leader board says what the accounts say, of those who are on it.</summary>
    private IEnumerable<string> Boards()
    {
        // Accounts forget boards of long ago; those are shown to nobody any more.
        var known = books.Members.Where(member => member.Account is not null).SelectMany(member => LeaderBoard.AllOf(member.Account!).Select(figures => (member, figures)))
            .Select(one => (
                Place: $"{Storage.Boards.IdOf(one.member.Entries[0].ProgrammeId, one.figures.StoreId, one.figures.Period)} {one.member.MemberId}",
                Value: one.member.Account is { Status: AccountStatus.Open, Personal.IsOnBoards: true } ? Math.Max(one.figures.Points.Value, 0) : 0))
            .ToDictionary(one => one.Place, one => one.Value);
        var shown = books.Rows(Names.Tables.Boards).Where(row => row.RowKey.Contains("-points-", StringComparison.Ordinal))
            .ToDictionary(row => $"{row.PartitionKey} {Books.Text(row, "MemberId")}", row => long.Parse(Books.Text(row, "Value"), CultureInfo.InvariantCulture));
        return known.Where(place => shown.GetValueOrDefault(place.Key) != place.Value)
            .Select(place => $"I12: leader board {place.Key} shows {shown.GetValueOrDefault(place.Key)} for {place.Value}");
    }

    /// <summary>What was given has arrived, or come back; only a giver who has left gets nothing back.</summary>
    private IEnumerable<string> Transfers()
    {
        var entries = books.Members.SelectMany(member => member.Entries).ToLookup(entry => (entry.Kind, entry.Source.Reference));
        return from giver in books.Members
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
        var left = books.Members.Where(member => member.Account is { Status: not AccountStatus.Open }).ToDictionary(member => member.MemberId);
        foreach (var (memberId, member) in left.Where(pair => pair.Value.Account!.MergedInto is not null))
        {
            var stayed = books.Members.Single(other => other.MemberId == member.Account!.MergedInto);
            var brought = stayed.Entries.Where(entry => entry.Kind == EntryKind.Merge && entry.Source.Counterparty == memberId && entry.Closing is null).ToList();
            if (brought is not [var only] || only.Points != -member.Entries[^1].Points)
            {
                if (brought.Count > 0 || stayed.Account!.Status != AccountStatus.Erased)
                {
                    yield return $"I11: merge of {memberId} took {-member.Entries[^1].Points.Value} and brought {string.Join(" + ", brought.Select(entry => entry.Points.Value))}";
                }
            }
        }

        foreach (var row in books.Rows(Names.Tables.Identities).Where(row => left.ContainsKey(Books.Text(row, "MemberId"))))
        {
            yield return $"I8: identity {row.RowKey} names {Books.Text(row, "MemberId")}, who has left";
        }

        foreach (var row in books.Rows(Names.Tables.Accounts).Where(row => left.ContainsKey(row.PartitionKey) && row.RowKey == Keys.Profile(row.PartitionKey)))
        {
            yield return $"I8: {row.PartitionKey} has left, and the profile is still there";
        }
    }

    /// <summary>Whatever a profile shows leads to that member.</summary>
    private IEnumerable<string> Shown()
    {
        var claimed = books.Rows(Names.Tables.Identities).ToDictionary(row => row.RowKey, row => Books.Text(row, "MemberId"));
        return from row in books.Rows(Names.Tables.Accounts)
               where row.RowKey == Keys.Profile(row.PartitionKey)
               from identity in JsonSerializer.Deserialize(Books.Content(row), ProfileJson.Default.MemberProfile)!.Identities
               where claimed.GetValueOrDefault(identity.Hash) != row.PartitionKey
               select $"I8: {row.PartitionKey} shows {identity}, which belongs to {claimed.GetValueOrDefault(identity.Hash) ?? "nobody"}";
    }

    private IEnumerable<string> Letters()
    {
        var letters = books.Rows(Names.Tables.DeadLetters).Select(row => Books.Text(row, "DeliveryId")).ToHashSet();
        var notes = books.Rows(Names.Tables.Waiting).Select(row => Books.Text(row, "DeliveryId")).ToHashSet();
        foreach (var row in books.Rows(Names.Tables.Deliveries))
        {
            var status = Books.Text(row, "Status");
            if (status == nameof(DeliveryStatus.Parked) && !letters.Contains(row.RowKey))
            {
                yield return $"I12: delivery {row.RowKey} is parked, but no dead letter tells of it";
            }

            if (status.Length == 0)
            {
                yield return $"I12: delivery {row.RowKey} is claimed, but nothing became of it";
            }

            if (status == nameof(DeliveryStatus.Waiting) && !notes.Contains(row.RowKey) && !Books.Text(row, "Reason").Contains("names no member", StringComparison.Ordinal))
            {
                yield return $"I12: delivery {row.RowKey} waits ({Books.Text(row, "Reason")}), but nothing will call it";
            }
        }
    }

    /// <summary>Each redemption that holds a reward with a stock has one unit of it, no other has any, and the counters say so.</summary>
    private IEnumerable<string> Units()
    {
        var units = books.Rows(Names.Tables.Stock).Where(row => row.Properties.ContainsKey("Returned")).ToList();
        var taken = units.Where(row => row.Properties["Returned"] is false).Select(row => row.RowKey.Split('-')[^1]).Order().ToList();
        var held = books.Redemptions("mug").Where(Books.Holds).Select(row => Books.Text(row, "Id")).Order().ToList();
        if (!taken.SequenceEqual(held))
        {
            yield return $"I9: units are taken for {string.Join(", ", taken)}, but held by {string.Join(", ", held)}";
        }

        var counted = books.Rows(Names.Tables.Stock).Where(row => row.Properties.ContainsKey("Taken")).Sum(row => (long)row.Properties["Taken"]);
        if (counted != taken.Count)
        {
            yield return $"I9: {taken.Count} units are taken and {counted} counted";
        }
    }
}

using System.Buffers;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Loyalty.Accounts;
using Loyalty.Entries;

namespace LoyaltyFunctions.Storage;

/// <summary>The rows of a member's partition, as README.md lays them out, and back.</summary>
internal static class LedgerRows
{
    private const string FenceProperty = "Fence";
    private const string CommitsProperty = "Commits";
    private const string FirstProperty = "FirstSequence";
    private const string LastProperty = "LastSequence";
    private const string EntriesProperty = "Entries";
    private const string ReferrerProperty = "Referrer";

    /// <summary>The transaction of a commit, the account's row first.</summary>
    public static List<TableTransactionAction> Of(string memberId, StoredAccount? before, Commit commit)
    {
        var rows = new List<TableTransactionAction>(4 + commit.Entries.Count) { AccountRow(before, commit.After) };
        rows.AddRange(commit.Entries.Select(entry => Add(EntryRow(entry))));
        if (commit.Operation is { } operation)
        {
            var first = commit.Entries.Count > 0 ? commit.Entries[0].Sequence : 0;
            var last = commit.Entries.Count > 0 ? commit.Entries[^1].Sequence : 0;
            rows.Add(Add(new OperationRecord(operation.RequestHash, commit.Answer!, first, last, commit.Announce)
            {
                Erased = commit.Erased ?? [],
                Dropped = commit.Dropped,
            }.ToRow(memberId, operation.Key)));
        }

        foreach (var step in commit.Entries.Where(entry => entry.Reservation is not null).GroupBy(entry => entry.Reservation!.Id))
        {
            rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, RedemptionRow.Of(step.Last())));
        }

        foreach (var entry in commit.Entries.Where(entry => entry.Benefit is not null))
        {
            rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, BenefitRow(memberId, entry.Benefit!)));
        }

        rows.AddRange(commit.Receipts.Select(receipt => Write(memberId, receipt)));

        if (commit.Referrer is { } referrer)
        {
            rows.Add(Add(new TableEntity(memberId, Keys.Referral(memberId)) { [ReferrerProperty] = referrer }));
        }

        if (commit.Merging is { } merging)
        {
            rows.Add(merging.Version is { } version
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, merging.ToRow(memberId), version)
                : Add(merging.ToRow(memberId)));
        }

        if (commit.Erased is not null)
        {
            rows.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(memberId, Keys.Profile(memberId)), ETag.All));
        }

        if (commit.Profile is { } profile)
        {
            rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, ProfileRow(memberId, profile)));
        }

        return rows;
    }

    public static StoredAccount ReadAccount(TableEntity row) =>
        new(AccountJson.Read(Content.Read(row)), row.ETag, row.GetInt64(CommitsProperty) ?? 0);

    public static ReceiptRow ReadReceipt(TableEntity row, string hash)
    {
        var entries = IsFence(row) ? [] : row.GetString(EntriesProperty).Split(',').Select(EntryRef.Parse);
        return new ReceiptRow(hash, row.GetInt64(FirstProperty) ?? 0, row.GetInt64(LastProperty) ?? 0, [.. entries]) { Version = row.ETag };
    }

    public static string ReadReferrer(TableEntity row) => row.GetString(ReferrerProperty);

    public static MemberProfile ReadProfile(TableEntity row) =>
        JsonSerializer.Deserialize(Content.Read(row), ProfileJson.Default.MemberProfile) ?? throw new JsonException("A profile is an object.");

    public static TableEntity Fence(string memberId, string rowKey) => new(memberId, rowKey) { [FenceProperty] = true };

    public static bool IsFence(TableEntity row) => row.ContainsKey(FenceProperty);

    /// <summary>True where the store may have written although the call failed; a caller that has gone away is not such a case.</summary>
    public static bool IsUnknownOutcome(Exception e, CancellationToken cancellation) => e switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => e is AggregateException or TimeoutException or IOException or HttpRequestException,
    };

    public static TableEntity AccountRow(Account account, long commits)
    {
        var row = new TableEntity(account.MemberId, Keys.Account(account.MemberId))
        {
            [CommitsProperty] = commits,
            ["Sequence"] = account.Sequence,
            ["Balance"] = account.Balance.Value,
            ["HeadHash"] = account.HeadHash,
        };
        WriteContent(row, buffer => AccountJson.Write(account, buffer));
        return row;
    }

    /// <summary>The row of an entry with its own JSON, also where a newer version wrote that.</summary>
    public static TableEntity EntryRow(LedgerEntry entry, ReadOnlySpan<byte> line)
    {
        var row = new TableEntity(entry.MemberId, Keys.Entry(entry.MemberId, entry.Sequence))
        {
            ["Kind"] = entry.Kind.ToWire(),
            ["Points"] = entry.Points.Value,
        };
        Content.Write(row, line);
        return row;
    }

    private static TableTransactionAction AccountRow(StoredAccount? before, Account after)
    {
        var row = AccountRow(after, (before?.Commits ?? 0) + 1);
        return before is null ? Add(row) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, before.ETag);
    }

    private static TableEntity EntryRow(LedgerEntry entry)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        EntryJson.Write(entry, line);
        return EntryRow(entry, line.WrittenSpan);
    }

    private static TableTransactionAction Write(string memberId, ReceiptRow receipt)
    {
        var row = new TableEntity(memberId, Keys.Receipt(memberId, receipt.Hash))
        {
            [FirstProperty] = receipt.First,
            [LastProperty] = receipt.Last,
            [EntriesProperty] = string.Join(',', receipt.Entries),
        };
        return receipt.Version is { } version ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, version) : Add(row);
    }

    private static TableEntity BenefitRow(string memberId, BenefitUse use)
    {
        var row = new TableEntity(memberId, Keys.BenefitUse(memberId, use.Id));
        Content.Write(row, BenefitUseJson.ToBytes(use));
        return row;
    }

    private static TableEntity ProfileRow(string memberId, MemberProfile profile)
    {
        var row = new TableEntity(memberId, Keys.Profile(memberId));
        Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(profile, ProfileJson.Default.MemberProfile));
        return row;
    }

    private static void WriteContent(TableEntity row, Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        write(buffer);
        Content.Write(row, buffer.WrittenSpan);
    }

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);
}

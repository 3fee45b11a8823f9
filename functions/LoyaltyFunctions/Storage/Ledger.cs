using Azure;
using Azure.Data.Tables;
using Loyalty.Entries;
using LoyaltyFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Members' accounts and their history. A commit is one transaction of the member's partition on top of the version that was decided
/// upon; README.md beside this file says why no crash can lose or double a point.
/// </summary>
public sealed partial class Ledger(LedgerTables tables, AccountCache cache, DueNotes due, Outbox outbox, Backoff backoff, ILogger<Ledger> logger)
{
    private const int MaxFailures = 12;

    /// <summary>Azure's limit of a transaction.</summary>
    private const int MaxRows = 100;

    /// <summary>
    /// With the few calls before it well under five minutes, after which sweeper and runs take the work for abandoned: a commit that came
    /// later would be published by nobody.
    /// </summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(2);

    private readonly StripedLocks _locks = new();

    /// <summary>The account as it is now; null for a member that does not exist.</summary>
    public async Task<StoredAccount?> FindAsync(string memberId, CancellationToken cancellation)
    {
        var found = await Table(memberId).GetEntityIfExistsAsync<TableEntity>(memberId, Keys.Account(memberId), cancellationToken: cancellation);
        if (!found.HasValue || LedgerRows.IsFence(found.Value!))
        {
            return null;
        }

        var stored = LedgerRows.ReadAccount(found.Value!);
        cache.Keep(stored);
        return stored;
    }

    /// <summary>The account as this process knows it, which may be old, or as it is.</summary>
    public async Task<StoredAccount?> PeekAsync(string memberId, CancellationToken cancellation) =>
        cache.Find(memberId) ?? await FindAsync(memberId, cancellation);

    /// <summary>
    /// Decides and commits until one attempt holds. Where a row says that the work was done before (a lost answer, a twin, an earlier
    /// delivery), <paramref name="findDone"/> gives what came of it.
    /// </summary>
    public async Task<T> CommitAsync<T>(
        string memberId,
        Func<StoredAccount?, Draft<T>> decide,
        Func<Task<T?>> findDone,
        CancellationToken cancellation)
        where T : class
    {
        using var observed = CommitObservation.Start(memberId);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(MaxTime);
        using var held = await _locks.EnterAsync(memberId, limit.Token);
        for (var failures = 0; ;)
        {
            var (before, draft) = await DecideAsync(memberId, decide, limit.Token);
            if (draft.Commit is not { } commit)
            {
                // What was done before may not be possible any more: a full account, a rate that has gone. It stays done.
                return await findDone() ?? draft.Result;
            }

            try
            {
                if (await TryWriteAsync(memberId, before, commit, limit.Token))
                {
                    return draft.Result;
                }

                // More has fallen due than goes into one transaction with the decision: that first, and then again.
                await CatchUpAsync(memberId, before!, commit.Entries[^1].RecordedAt, limit.Token);
            }
            catch (StoreException e)
            {
                cache.Forget(memberId);
                if (await findDone() is { } done)
                {
                    return done;
                }

                Log.Retried(logger, memberId, ++failures, e.GetType().Name);
                observed.Retry(failures, e);
                if (failures == MaxFailures)
                {
                    throw;
                }

                await backoff.WaitAsync(failures, limit.Token);
            }
        }
    }

    /// <summary>The entries from <paramref name="before"/> (exclusive) downwards, newest first.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(string memberId, long before, int limit, CancellationToken cancellation)
    {
        var first = Keys.Entry(memberId, Math.Max(0, before - 1));
        var last = Keys.Entry(memberId, 0);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {memberId} and RowKey ge {first} and RowKey lt {last}");
        var entries = new List<LedgerEntry>(limit);
        await foreach (var row in Table(memberId).QueryAsync<TableEntity>(filter, limit, cancellationToken: cancellation))
        {
            entries.Add(EntryJson.Read(Content.Read(row)));
            if (entries.Count == limit)
            {
                break;
            }
        }

        return entries;
    }

    public async Task<LedgerEntry?> FindEntryAsync(string memberId, long sequence, CancellationToken cancellation) =>
        await FindRowAsync(memberId, Keys.Entry(memberId, sequence), cancellation) is { } row ? EntryJson.Read(Content.Read(row)) : null;

    /// <summary>Entries by their numbers, oldest first. Point reads: a commit writes few.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> EntriesOfAsync(string memberId, long first, long last, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntry>();
        for (var sequence = Math.Max(1, first); sequence <= last; sequence++)
        {
            entries.Add(await FindEntryAsync(memberId, sequence, cancellation)
                ?? throw new InvalidOperationException($"Entry {sequence} of {memberId} is missing."));
        }

        return entries;
    }

    public async Task<OperationRecord?> FindOperationAsync(string memberId, string operation, CancellationToken cancellation) =>
        await FindRowAsync(memberId, Keys.Operation(memberId, operation), cancellation) is { } row ? OperationRecord.From(row) : null;

    public async Task<ReceiptRow?> FindReceiptAsync(string memberId, string receiptHash, CancellationToken cancellation) =>
        await FindRowAsync(memberId, Keys.Receipt(memberId, receiptHash), cancellation) is { } row ? LedgerRows.ReadReceipt(row, receiptHash) : null;

    public async Task<RedemptionRow?> FindRedemptionAsync(string memberId, string redemptionId, CancellationToken cancellation) =>
        await FindRowAsync(memberId, Keys.Redemption(memberId, redemptionId), cancellation) is { } row ? RedemptionRow.Read(row) : null;

    /// <summary>The use of a benefit as it was left last.</summary>
    public async Task<BenefitUse?> FindBenefitUseAsync(string memberId, string useId, CancellationToken cancellation) =>
        await FindRowAsync(memberId, Keys.BenefitUse(memberId, useId), cancellation) is { } row ? BenefitUseJson.Read(Content.Read(row)) : null;

    /// <summary>Who brought the member in.</summary>
    public async Task<string?> FindReferrerAsync(string memberId, CancellationToken cancellation) =>
        await FindRowAsync(memberId, Keys.Referral(memberId), cancellation) is { } row ? LedgerRows.ReadReferrer(row) : null;

    public async Task<MemberProfile?> FindProfileAsync(string memberId, CancellationToken cancellation) =>
        await FindRowAsync(memberId, Keys.Profile(memberId), cancellation) is { } row ? LedgerRows.ReadProfile(row) : null;

    /// <summary>The profile with the account as it was before the profile was read, so that a commit can tell whether it still holds.</summary>
    public async Task<(StoredAccount? Account, MemberProfile? Profile)> FindWithProfileAsync(string memberId, CancellationToken cancellation) =>
        (await FindAsync(memberId, cancellation), await FindProfileAsync(memberId, cancellation));

    /// <summary>Keeps the answer of an operation that changed nothing, so that its key always tells the same; false when the key is taken.</summary>
    public Task<bool> TryKeepAnswerAsync(string memberId, Operation operation, Answer answer, CancellationToken cancellation) =>
        TryAddAsync(new OperationRecord(operation.RequestHash, answer, 0, 0, null).ToRow(memberId, operation.Key), cancellation);

    /// <summary>Keeps that something about the member was announced, once; false when it was before.</summary>
    public Task<bool> TryAnnounceAsync(string memberId, Operation operation, OperationRecord announcement, CancellationToken cancellation) =>
        TryAddAsync(announcement.ToRow(memberId, operation.Key), cancellation);

    /// <summary>
    /// Empties the answers that show the profile of a member who was erased: those to enrolment and changes. The rows stay, so that nothing
    /// happens twice.
    /// </summary>
    public async Task EmptyAnswersAsync(string memberId, CancellationToken cancellation)
    {
        var (first, last) = (Keys.Operation(memberId, ""), Keys.Operation(memberId, "~"));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {memberId} and RowKey ge {first} and RowKey lt {last}");
        await foreach (var row in Table(memberId).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (OperationRecord.Empty(row))
            {
                await TryReplaceAsync(row, row.ETag, cancellation);
            }
        }
    }

    /// <summary>
    /// Bars a receipt from committing in this partition, so that its claim may pass to another member; false when it has committed.
    /// A fence that stands there already is put up anew: whoever was about to replace the old version cannot any more.
    /// </summary>
    public async Task<bool> TryFenceReceiptAsync(string memberId, string receiptHash, CancellationToken cancellation)
    {
        var fence = LedgerRows.Fence(memberId, Keys.Receipt(memberId, receiptHash));
        while (!await TryAddAsync(fence, cancellation))
        {
            if (await FindRowAsync(memberId, fence.RowKey, cancellation) is not { } stands || !LedgerRows.IsFence(stands))
            {
                return false;
            }

            if (await TryReplaceAsync(fence, stands.ETag, cancellation))
            {
                return true;
            }
        }

        return true;
    }

    /// <summary>Bars a member id from ever being enrolled, so that an identity it claimed may pass on; false when the member exists.</summary>
    public Task<bool> TryFenceMemberAsync(string memberId, CancellationToken cancellation) =>
        TryAddAsync(LedgerRows.Fence(memberId, Keys.Account(memberId)), cancellation);

    /// <summary>Whether this member id was fenced before it was enrolled.</summary>
    public async Task<bool> IsBarredAsync(string memberId, CancellationToken cancellation) =>
        await FindRowAsync(memberId, Keys.Account(memberId), cancellation) is { } row && LedgerRows.IsFence(row);

    private async Task<(StoredAccount? Before, Draft<T> Draft)> DecideAsync<T>(
        string memberId,
        Func<StoredAccount?, Draft<T>> decide,
        CancellationToken cancellation)
    {
        if (cache.Find(memberId) is { } cached && decide(cached) is { Commit: not null } draft)
        {
            return (cached, draft);
        }

        // Not cached, or refused on a copy that may be old: only what is stored may refuse.
        var stored = await FindAsync(memberId, cancellation);
        return (stored, decide(stored));
    }

    /// <summary>Commits what has fallen due by itself; the sweeper publishes it.</summary>
    private async Task CatchUpAsync(string memberId, StoredAccount before, DateTimeOffset at, CancellationToken cancellation)
    {
        var decision = due.CatchUp(before.Account, at);
        if (decision.Entries.Count == 0)
        {
            throw new InvalidOperationException($"A commit of {memberId} does not go into one transaction, and nothing is due that could go first.");
        }

        var operation = Operation.Own(memberId, "catch-up", before.Account.HeadHash);
        await outbox.PutCommitAsync(memberId, operation.Key);
        await TryWriteAsync(memberId, before, new Commit(decision.Account, decision.Entries) { Operation = operation, Answer = Answer.None }, cancellation);
    }

    /// <summary>False when the commit is larger than a transaction.</summary>
    private async Task<bool> TryWriteAsync(string memberId, StoredAccount? before, Commit commit, CancellationToken cancellation)
    {
        if (commit.ReadAt is { } read && before?.Commits != read)
        {
            throw new AccountChangedException(memberId);
        }

        var rows = LedgerRows.Of(memberId, before, commit);
        if (rows.Count > MaxRows)
        {
            return false;
        }

        await due.BeforeCommitAsync(before?.Account, commit, cancellation);
        await WriteAsync(memberId, before, commit, rows, cancellation);
        return true;
    }

    private async Task WriteAsync(
        string memberId,
        StoredAccount? before,
        Commit commit,
        List<TableTransactionAction> rows,
        CancellationToken cancellation)
    {
        try
        {
            var written = await Table(memberId).SubmitTransactionAsync(rows, cancellation);
            cache.Keep(new StoredAccount(commit.After, written.Value[0].Headers.ETag!.Value, (before?.Commits ?? 0) + 1));
            Measures.Posted(commit.Entries);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            throw new AccountChangedException(memberId, e);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            throw new AlreadyDoneException(memberId, e);
        }
        catch (Exception e) when (LedgerRows.IsUnknownOutcome(e, cancellation))
        {
            throw new OutcomeUnknownException(memberId, e);
        }
    }

    private async Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await Table(row.PartitionKey).AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    private async Task<bool> TryReplaceAsync(TableEntity row, ETag version, CancellationToken cancellation)
    {
        try
        {
            await Table(row.PartitionKey).UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> FindRowAsync(string memberId, string rowKey, CancellationToken cancellation)
    {
        var found = await Table(memberId).GetEntityIfExistsAsync<TableEntity>(memberId, rowKey, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private TableClient Table(string memberId) => tables.Of(Names.Tables.Accounts, memberId);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Commit of {MemberId} is tried again after attempt {Attempt}: {Cause}")]
        public static partial void Retried(ILogger logger, string memberId, int attempt, string cause);
    }
}

using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers;

/// <summary>What a command that came under a key decided: its answer and, unless it refused, the entries.</summary>
public sealed record Ruling(Answer Answer)
{
    public Account? After { get; init; }

    public IReadOnlyList<LedgerEntry> Entries { get; init; } = [];

    /// <summary>The member does not exist for the caller: the answer is not kept.</summary>
    public static Ruling NotFound { get; } = new(Refusals.Kept(new ProblemResult(Problem.NotFound)));

    public static Ruling Refuse(Problem problem, string? detail = null) => new(Refusals.Kept(new ProblemResult(problem, detail)));

    /// <summary>Hashes of the identities of a member who is erased by this.</summary>
    public IReadOnlyList<string>? Erased { get; init; }

    /// <inheritdoc cref="Commit.ReadAt"/>
    public long? ReadAt { get; init; }

    /// <inheritdoc cref="Commit.Receipts"/>
    public IReadOnlyList<ReceiptRow> Receipts { get; init; } = [];

    internal bool Replayed { get; init; }

    /// <summary>The member was merged into this one.</summary>
    internal string? MovedTo { get; init; }
}

/// <summary>What a command needs besides its decision.</summary>
/// <param name="ReadAgain">Reads what the decision rests on besides the account, when another commit came first.</param>
/// <param name="Afterwards">What has to follow the commit or the refusal; the outbox row stands until it has been done.</param>
public readonly record struct KeyedSteps(Func<Task>? ReadAgain, Func<Ruling, Task>? Afterwards)
{
    /// <summary>What has to come before the commit, behind the outbox row.</summary>
    public Func<Task>? Before { get; init; }

    /// <summary>What <see cref="Before"/> may take from a stock.</summary>
    public StockHold? Hold { get; init; }
}

/// <summary>
/// Runs a command on one member under its key: outbox row, decision, one transaction with the answer in it, publication behind the
/// caller's back. Refusals by state are kept under the key too.
/// </summary>
public sealed class KeyedCommands(Ledger ledger, BudgetedCommits budgeted, Outbox outbox, Publisher publisher)
{
    public Task<IActionResult> RunAsync(
        string memberId,
        Operation operation,
        Func<Account, Ruling> decide,
        CancellationToken cancellation,
        KeyedSteps steps = default) => RunAsync(memberId, operation, null, (account, _) => decide(account), cancellation, steps);

    /// <summary>The same for what gives points as that occasion does, within the budgets of its rules and journeys; null: it gives none.</summary>
    public async Task<IActionResult> RunAsync(
        string memberId,
        Operation operation,
        string? on,
        Func<Account, BudgetsLeft, Ruling> decide,
        CancellationToken cancellation,
        KeyedSteps steps = default)
    {
        var behind = await outbox.PutCommitAsync(memberId, operation.Key, steps.Hold);
        await (steps.Before?.Invoke() ?? Task.CompletedTask);
        var ruling = on is null
            ? await ledger.CommitAsync(memberId, before => Decide(before, BudgetsLeft.Unasked), FindDoneAsync, cancellation)
            : await budgeted.CommitAsync(budgeted.OfOperation(memberId, operation.Key, on), Decide, FindDoneAsync, done => done.Replayed ? null : done.Entries, cancellation);
        if (ruling is { Entries.Count: 0, Replayed: false }
            && ruling != Ruling.NotFound
            && ruling.MovedTo is null
            && !await ledger.TryKeepAnswerAsync(memberId, operation, ruling.Answer, cancellation))
        {
            ruling = await FindDoneAsync() ?? ruling;
        }

        await (steps.Afterwards?.Invoke(ruling) ?? Task.CompletedTask);
        if (ruling.MovedTo is { } next)
        {
            await outbox.DeleteAsync(behind);
            throw new MemberMovedException(memberId, next);
        }

        // Done before may mean done just now, with the answer lost: then this row is all that stands behind it, and is the sweeper's.
        if (!ruling.Replayed)
        {
            _ = publisher.PublishLaterAsync(new Publication(memberId, ruling.Entries), behind);
        }

        return new AnswerResult(ruling.Answer, ruling.Replayed);

        Draft<Ruling> Decide(StoredAccount? before, BudgetsLeft budgets)
        {
            var decided = before is null ? Ruling.NotFound : decide(before.Account, budgets);
            if (decided == Ruling.NotFound && before?.Account.MergedInto is { } next)
            {
                return new(decided with { MovedTo = next });
            }

            return new(decided, decided.After is null ? null : new Commit(decided.After, decided.Entries)
            {
                Operation = operation,
                Answer = decided.Answer,
                Erased = decided.Erased,
                ReadAt = decided.ReadAt,
                Receipts = decided.Receipts,
            });
        }

        async Task<Ruling?> FindDoneAsync()
        {
            if (await ledger.FindOperationAsync(memberId, operation.Key, cancellation) is { } done)
            {
                return done.RequestHash == operation.RequestHash
                    ? new Ruling(done.Answer) { Replayed = true }
                    : throw new ProblemException(Problem.IdempotencyKeyReused);
            }

            await (steps.ReadAgain?.Invoke() ?? Task.CompletedTask);
            return null;
        }
    }
}

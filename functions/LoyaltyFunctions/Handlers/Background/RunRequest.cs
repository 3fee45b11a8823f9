using Loyalty.Accounts;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>Starts a run because somebody asks for it, as its timer would. What it does, it does once, however often it runs.</summary>
public sealed class RunRequest(RunHandler runs, ProofHandler proofs, CompactionHandler compactions, AskedRuns asked, Runs known, TimeProvider clock)
{
    /// <summary>The kinds that can be asked for.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        RunHandler.Expire, RunHandler.Lapse, RunHandler.Release, RunHandler.Tiers, RunHandler.Expiring, RunHandler.Journeys, RunHandler.Birthdays,
        ProofRuns.ReconcileKind, CompactionHandler.Kind,
    ];

    public async Task<(IActionResult Answer, string[] Messages)> HandleAsync(Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var kind = JsonRequest.Read(body, ReadKind)!;
        var (run, hash) = await asked.KeepAsync(operation, Runs.NewId(kind, clock.GetUtcNow()), cancellation);
        if (hash != operation.RequestHash)
        {
            throw new ProblemException(Problem.IdempotencyKeyReused);
        }

        // A run that is known was started by this request before; its messages are on their way.
        var isKnown = await known.FindAsync(run, cancellation) is not null;
        var messages = isKnown ? [] : await StartAsync(kind, run, cancellation);
        var answer = new Answer(202, ApiJson.Write(new AcceptedView(run), ApiJson.Default.AcceptedView), $"/api/runs/{run}");
        return (new AnswerResult(answer, replayed: isKnown), messages);
    }

    public static string? ReadKind(Fields body)
    {
        var kind = body.Required("kind", 16);
        if (kind is not null && !Kinds.Contains(kind))
        {
            body.Fault("kind", $"must be one of {string.Join(", ", Kinds)}");
        }

        return kind;
    }

    private Task<string[]> StartAsync(string kind, string run, CancellationToken cancellation) => kind switch
    {
        RunHandler.Expire => runs.StartAsync(DueKind.Expiry, kind, run, cancellation),
        RunHandler.Lapse => runs.StartAsync(DueKind.Reservation, kind, run, cancellation),
        RunHandler.Release => runs.StartAsync(DueKind.Release, kind, run, cancellation),
        RunHandler.Tiers => runs.StartAsync(DueKind.TierReview, kind, run, cancellation),
        RunHandler.Journeys => runs.StartAsync(DueKind.Journey, kind, run, cancellation),
        RunHandler.Birthdays => runs.StartAsync(DueKind.Birthday, kind, run, cancellation),
        RunHandler.Expiring => runs.TellExpiringAsync(run, cancellation),
        CompactionHandler.Kind => compactions.StartAsync(run, cancellation),
        _ => proofs.ReconcileAsync(run, cancellation),
    };
}

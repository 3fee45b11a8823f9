using System.Text.RegularExpressions;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Starts to rebuild the ledger from the archive into other tables. While a run into them goes, whoever asks for them joins it, and sends
/// it on if it was left behind.
/// </summary>
public sealed partial class RebuildHandler(Rebuilds rebuilds, ProofRuns runs)
{
    /// <summary>A table's name has at most 63 letters and digits.</summary>
    private const int MaxPrefix = 50;

    /// <summary>Returns the answer, and the message that makes the run go.</summary>
    public async Task<(IActionResult Answer, string[] Messages)> HandleAsync(Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var into = JsonRequest.Read(body, ReadInto)!;
        while (true)
        {
            if (await rebuilds.FindAskedAsync(operation.Key, cancellation) is { } asked)
            {
                return asked.RequestHash == operation.RequestHash
                    ? await AnswerAsync(asked.Run, into, replayed: true, cancellation)
                    : throw new ProblemException(Problem.IdempotencyKeyReused);
            }

            var standing = await rebuilds.FindIntoAsync(into, cancellation);
            var run = standing is null || await runs.IsFinishedAsync(standing.Run, cancellation) ? runs.NewRebuildId(operation) : standing.Run;
            if (await rebuilds.TryTakeAsync(into, standing, run, operation, cancellation))
            {
                return await AnswerAsync(run, into, replayed: false, cancellation);
            }
        }
    }

    public static string? ReadInto(Fields body)
    {
        var into = body.Required("into", MaxPrefix);
        if (into is not null && !Prefix().IsMatch(into))
        {
            body.Fault("into", "must be letters and digits and begin with a letter");
        }
        else if (into is not null && Names.Tables.All.Any(name => Names.Tables.All.Contains(into + name, StringComparer.OrdinalIgnoreCase)))
        {
            body.Fault("into", "leads to the live tables");
        }

        return into;
    }

    private async Task<(IActionResult Answer, string[] Messages)> AnswerAsync(string run, string into, bool replayed, CancellationToken cancellation)
    {
        var messages = await runs.StartRebuildAsync(run, into, cancellation);
        var body = ApiJson.Write(new AcceptedView(run), ApiJson.Default.AcceptedView);
        return (new AnswerResult(new Answer(202, body, $"/api/runs/{run}"), replayed), [.. messages.Select(message => message.ToJson())]);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]*$")]
    private static partial Regex Prefix();
}

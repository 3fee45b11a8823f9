using Loyalty;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>A correction by hand, with its reason and who approved it. A wrong one is corrected by another: both stay visible.</summary>
public sealed class AdjustHandler(KeyedCommands commands, ProgrammeBook programmes, TimeProvider clock)
{
    private sealed record Correction(Points Points, string Reason, string ApprovedBy);

    public Task<IActionResult> HandleAsync(Caller caller, string memberId, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var correction = JsonRequest.Read(body, Read)!;
        var source = new EntrySource(caller.Partner, Reference: correction.ApprovedBy);
        return commands.RunAsync(memberId, operation, Decide, cancellation);

        Ruling Decide(Account account)
        {
            var now = clock.GetUtcNow();
            var decision = new AdjustPoints(correction.Points, correction.Reason, source, now).Decide(account, programmes.Current);
            return decision.Outcome switch
            {
                AdjustPoints.Outcome.Adjusted => CommittedRuling.Of(decision.Entries, decision.Account, now, programmes.Current),
                AdjustPoints.Outcome.AccountClosed => Ruling.NotFound,
                AdjustPoints.Outcome.InsufficientPoints => Ruling.Refuse(Problem.InsufficientPoints),
                _ => Ruling.Refuse(Problem.Invalid, "The number of points is zero or too large."),
            };
        }
    }

    private static Correction? Read(Fields body)
    {
        var points = body.WholeNumber("points");
        if (points is null && !body.Has("points"))
        {
            body.Fault("points", "is missing");
        }

        var reason = body.Required("reason", FieldValues.TextLength);
        var approvedBy = body.Required("approvedBy");
        return points is { } number && reason is not null && approvedBy is not null ? new Correction(new Points(number), reason, approvedBy) : null;
    }
}

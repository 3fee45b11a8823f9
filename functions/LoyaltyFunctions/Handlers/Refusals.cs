using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>Outcomes of a handler as the problems that callers see.</summary>
public static class Refusals
{
    public static Answer Of(EarnResult.Kind outcome) => Kept(outcome switch
    {
        EarnResult.Kind.MemberUnknown => new ProblemResult(Problem.NotFound),
        EarnResult.Kind.KeyReused => new ProblemResult(Problem.IdempotencyKeyReused),
        EarnResult.Kind.ReceiptClaimed => new ProblemResult(Problem.ReceiptClaimed),
        EarnResult.Kind.RateMissing => new ProblemResult(Problem.Invalid, "The programme has no rate for the currency.", [new("/currency", "has no rate in the programme")]),
        EarnResult.Kind.PointsOutOfRange => new ProblemResult(Problem.Invalid, "The sale would earn more points than an account can hold.", [new("/total", "is too large")]),
        _ => new ProblemResult(Problem.Invalid),
    });

    public static Answer Kept(ProblemResult refusal) => new(refusal.Problem.Status, refusal.ToJson());
}

using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>A request is refused; the middleware answers with the problem. Details name fields and ids, never their values.</summary>
public sealed class ProblemException(Problem problem, string? detail = null, IReadOnlyList<FieldFault>? errors = null, int? retryAfterSeconds = null)
    : Exception(problem.Name)
{
    public Problem Problem => problem;

    public string? Detail => detail;

    public IReadOnlyList<FieldFault> Errors => errors ?? [];

    public int? RetryAfterSeconds => retryAfterSeconds;
}

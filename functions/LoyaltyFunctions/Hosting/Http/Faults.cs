using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>Faults of fields as a refusal: `invalid`, or the one problem that they share.</summary>
public static class Faults
{
    private const int MaxShown = 50;

    /// <summary>Throws unless there is no fault.</summary>
    public static void Refuse(IReadOnlyList<FieldFault> faults)
    {
        if (RefusalOf(faults) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>The refusal that the faults ask for; null without a fault.</summary>
    public static ProblemException? RefusalOf(IReadOnlyList<FieldFault> faults)
    {
        if (faults.Count == 0)
        {
            return null;
        }

        var named = faults[0].Problem;
        var problem = named is not null && faults.All(fault => fault.Problem == named) ? Problem.All[named] : Problem.Invalid;
        return new ProblemException(problem, errors: [.. faults.Take(MaxShown)]);
    }
}

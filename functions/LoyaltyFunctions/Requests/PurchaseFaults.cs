using Loyalty.Purchases;

namespace LoyaltyFunctions.Requests;

/// <summary>Faults that the rules find in a whole receipt, as faults of the fields that were read.</summary>
public static class PurchaseFaults
{
    public const string AmountsDisagree = "amounts-disagree";

    /// <summary>Notes the fault, if there is one, and says whether there was.</summary>
    public static bool Note(Fields data, PurchaseFault? fault)
    {
        if (fault is null) return false;
        data.Fault(fault.Pointer.TrimStart('/'), fault.Detail, fault.Problem == PurchaseProblem.AmountsDisagree ? AmountsDisagree : null);
        return true;
    }
}

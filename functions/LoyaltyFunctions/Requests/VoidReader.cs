using Loyalty.Purchases;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the data of <c>purchase.voided</c> and the body of <c>POST /api/voids</c>: the receipt that never was.</summary>
public static class VoidReader
{
    /// <summary>Null exactly when a fault was noted.</summary>
    public static ReceiptKey? Read(Fields data, string partner)
    {
        var before = data.Faults.Count;
        var receipt = ReceiptReader.Read(data, partner);
        return data.Faults.Count > before ? null : receipt;
    }
}

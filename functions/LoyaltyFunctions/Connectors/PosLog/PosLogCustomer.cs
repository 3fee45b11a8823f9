using Loyalty.Members;

namespace LoyaltyFunctions.Connectors.PosLog;

/// <summary>Who bought: the loyalty account as a card, else the till's own number of the customer.</summary>
internal static class PosLogCustomer
{
    private const string IdentityType = "pos-customer";

    public static Identity? Read(PosLogNode retail)
    {
        var account = retail.Child("LoyaltyAccount") ?? retail.Children("LineItem").Select(line => line.Child("LoyaltyReward")).FirstOrDefault(found => found is not null);
        var card = account?.Text("LoyaltyAccountID") ?? account?.Child("LoyaltyProgram")?.Text("LoyaltyAccountID");
        return VendorFields.Member("card", card) ?? VendorFields.Member(IdentityType, retail.Child("Customer")?.Text("CustomerID"));
    }
}

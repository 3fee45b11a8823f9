namespace LoyaltyFunctions.Hosting.Http;

/// <summary>What a client may do.</summary>
public enum Scope
{
    Enrol,
    Read,
    Earn,
    Redeem,
    Adjust,
    Erase,
    Operate,
}

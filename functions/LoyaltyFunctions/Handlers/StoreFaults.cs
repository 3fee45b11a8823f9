using Azure;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>
/// Tells a store that is out of reach from a message that cannot be digested: the one is tried again, the other parked. What the store
/// refuses as too large or ill-formed it will refuse for ever.
/// </summary>
public static class StoreFaults
{
    public static bool Is(Exception e) =>
        e is RequestFailedException { Status: not (400 or 413) } or StoreException or OperationCanceledException or TimeoutException or IOException or HttpRequestException
        || (e is AggregateException many && many.InnerExceptions.All(Is));
}

using Azure;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>Tells a store that is out of reach from a message that cannot be digested: the one is tried again, the other parked.</summary>
public static class StoreFaults
{
    public static bool Is(Exception e) =>
        e is StoreException or RequestFailedException or OperationCanceledException or TimeoutException or IOException or HttpRequestException
        || (e is AggregateException many && many.InnerExceptions.All(Is));
}

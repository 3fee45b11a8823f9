namespace LoyaltyFunctions.Storage;

/// <summary>A commit did not go as planned. <see cref="Ledger.CommitAsync{T}"/> handles all three; what leaves it means that the store is out of reach.</summary>
public abstract class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another commit of the member came first: read again, decide again.</summary>
public sealed class AccountChangedException(string memberId, Exception? inner = null) : StoreException($"Account {memberId} changed.", inner);

/// <summary>A row that may exist only once exists: the operation or the receipt was done before, by whomever.</summary>
public sealed class AlreadyDoneException(string memberId, Exception? inner = null) : StoreException($"Already done for {memberId}.", inner);

/// <summary>The store did not say whether it wrote: read back before anything else.</summary>
public sealed class OutcomeUnknownException(string memberId, Exception? inner = null) : StoreException($"Outcome unknown for {memberId}.", inner);

using Loyalty.Accounts;
using Loyalty.Entries;

namespace Loyalty.UseCases;

/// <summary>What was decided: the outcome, the entries to commit (none after a refusal) and the account that they lead to.</summary>
public readonly record struct Decision<T>(T Outcome, IReadOnlyList<LedgerEntry> Entries, Account Account)
    where T : struct, Enum;

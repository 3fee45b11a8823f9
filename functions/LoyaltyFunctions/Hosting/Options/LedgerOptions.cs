namespace LoyaltyFunctions.Hosting.Options;

/// <summary>The storage accounts of the ledger: `Ledger__Accounts__0`, … as connection strings or table endpoints; the host's own storage by default.</summary>
public sealed class LedgerOptions
{
    public const string SectionName = "Ledger";

    public IList<string> Accounts { get; } = [];
}

namespace LoyaltyFunctions.Hosting.Options;

/// <summary>The storage accounts of the ledger and its archive: `Ledger__…`; the host's own storage by default.</summary>
public sealed class LedgerOptions
{
    public const string SectionName = "Ledger";

    /// <summary>Connection strings or table endpoints, in an order that is fixed once they are in use.</summary>
    public IList<string> Accounts { get; } = [];

    /// <summary>Connection string or blob endpoint of the account that holds the archive and what partners sent.</summary>
    public string? Archive { get; set; }
}

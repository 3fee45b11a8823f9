namespace LoyaltyFunctions.Connectors.ErpFiles;

public enum ErpFileKind { Items, PriceList, Customers, CashReceipts }

/// <summary>What a file's name says: <c>items-…</c>, <c>pricelist-…</c>, <c>customers-…</c> or <c>cashreceipts-…</c>, ending with
/// <c>.csv</c> or <c>.jsonl</c>. A folder before it is the partner whose file it is.</summary>
public sealed record ErpFileName(string Path, ErpFileKind Kind, bool IsCsv)
{
    /// <summary>Names a file that is sent as a webhook.</summary>
    public const string Header = "x-erp-file";

    private const int MaxLength = 256;

    private static readonly (string Prefix, ErpFileKind Kind)[] Kinds =
    [
        ("items-", ErpFileKind.Items), ("pricelist-", ErpFileKind.PriceList), ("customers-", ErpFileKind.Customers), ("cashreceipts-", ErpFileKind.CashReceipts),
    ];

    /// <summary>The folder that the file is in; null at the root.</summary>
    public string? Folder => Path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? Path[..slash] : null;

    /// <summary>Null for a name that is none of these.</summary>
    public static ErpFileName? Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var isCsv = name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        if (path.Length > MaxLength || path.Any(char.IsControl) || (!isCsv && !name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))) return null;
        foreach (var (prefix, kind) in Kinds)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return new ErpFileName(path, kind, isCsv);
        return null;
    }
}

namespace Loyalty.Entries;

/// <summary>What an entry did. The numbers are never written; the wire names are.</summary>
public enum EntryKind
{
    Earn,
    Bonus,
    Release,
    Reserve,
    Redeem,
    Cancel,
    Lapse,
    Reverse,
    Expire,
    Adjust,
    TransferIn,
    TransferOut,
    Merge,
    Erase,
}

/// <summary>The names of the kinds on the wire and in the archive.</summary>
public static class EntryKinds
{
    private static readonly string[] WireNames =
    [
        "earn", "bonus", "release", "reserve", "redeem", "cancel", "lapse", "reverse", "expire", "adjust", "transfer-in", "transfer-out",
        "merge", "erase",
    ];

    public static string ToWire(this EntryKind kind) => WireNames[(int)kind];

    public static bool TryParse(string? wire, out EntryKind kind)
    {
        var index = Array.IndexOf(WireNames, wire);
        kind = (EntryKind)Math.Max(index, 0);
        return index >= 0;
    }
}

using System.Buffers;
using System.Globalization;
using Loyalty.Accounts;
using Loyalty.Entries;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Archiving;

/// <summary>Folds the stored entries of one member, oldest first, and names the first that does not follow. Those after it only count.</summary>
internal sealed class HistoryFold
{
    private readonly Dictionary<string, long> _points = new(StringComparer.Ordinal);

    /// <summary>Where the entries lead to, as far as they follow from one another.</summary>
    public Account? Account { get; private set; }

    public Difference? Broken { get; private set; }

    /// <summary>The first that does not follow comes after one that is missing.</summary>
    public bool HasGap { get; private set; }

    public long Entries { get; private set; }

    public IReadOnlyDictionary<string, long> Points => _points;

    public void Add(ReadOnlyMemory<byte> line)
    {
        var entry = EntryJson.Read(line.Span);
        Entries++;
        var kind = entry.Kind.ToWire();
        _points[kind] = _points.GetValueOrDefault(kind) + entry.Points.Value;
        Broken ??= EntryChain.IsIntact(line.Span)
            ? Follow(entry)
            : new Difference(entry.MemberId, entry.Sequence, "a hash that fits the entry", entry.Hash);
    }

    /// <summary>Null when both are the same to the last lot.</summary>
    public static Difference? Between(Account expected, Account found)
    {
        var (member, sequence) = (expected.MemberId, expected.Sequence);
        return expected.HeadHash != found.HeadHash ? new Difference(member, sequence, $"head {expected.HeadHash}", $"head {found.HeadHash}")
            : expected.Balance != found.Balance ? new Difference(member, sequence, Balance(expected.Balance), Balance(found.Balance))
            : Json(expected).SequenceEqual(Json(found)) ? null
            : new Difference(member, sequence, "the account that the entries lead to", "other lots, reservations, tier or counts");
    }

    private Difference? Follow(LedgerEntry entry)
    {
        var (next, head, balance) = ((Account?.Sequence ?? 0) + 1, Account?.HeadHash ?? EntryChain.FirstPreviousHash, Account?.Balance ?? default);
        if (entry.Sequence != next)
        {
            HasGap = entry.Sequence > next;
            return new Difference(entry.MemberId, next, Entry(next), $"{Entry(entry.Sequence)} comes next");
        }

        if (entry.PreviousHash != head || entry.Balance != balance + entry.Points)
        {
            return entry.PreviousHash != head
                ? new Difference(entry.MemberId, next, $"previous hash {head}", $"previous hash {entry.PreviousHash}")
                : new Difference(entry.MemberId, next, Balance(balance + entry.Points), Balance(entry.Balance));
        }

        try
        {
            Account = Account is null ? Account.Rebuild([entry]) : Account.Apply(entry);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return new Difference(entry.MemberId, next, "an entry that the account can take", e.Message);
        }
    }

    internal static string Entry(long sequence) => string.Create(CultureInfo.InvariantCulture, $"entry {sequence}");

    internal static string Balance(Loyalty.Points balance) => string.Create(CultureInfo.InvariantCulture, $"balance {balance.Value}");

    private static ReadOnlySpan<byte> Json(Account account)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        AccountJson.Write(account, json);
        return json.WrittenSpan;
    }
}

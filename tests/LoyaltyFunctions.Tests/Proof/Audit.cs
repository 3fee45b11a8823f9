using System.Buffers;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Purchases;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// Follows every member's history as it grows: each new entry is folded onto what was checked before, and the fold must be the stored
/// account. Reads by a process of its own, which nothing harms.
/// </summary>
internal sealed class Audit
{
    private readonly HubProcess _reader;
    private readonly HashSet<string> _touched = [];
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<string, string> _earned = [];
    private readonly Dictionary<string, long> _reversed = [];
    private readonly HashSet<string> _lifted = [];

    public Audit(World world)
    {
        _reader = world.NewProcess();
        world.OnWritten = (table, partition) =>
        {
            if (table == Names.Tables.Accounts)
            {
                lock (_touched)
                {
                    _touched.Add(partition);
                }
            }
        };
    }

    public int Entries { get; private set; }

    /// <summary>Sales that had to wait, those of them that were let go on, and those of these of which something was given back.</summary>
    public (int Held, int Lifted, int GivenBack) Sales { get; private set; }

    /// <summary>Checks what has been written since the last time; returns the number of new entries.</summary>
    public int Check()
    {
        var before = Entries;
        var touched = _touched.ToList();
        _touched.Clear();
        foreach (var memberId in touched)
        {
            _reader.Run(async () =>
            {
                await CheckAsync(memberId);
                return true;
            });
        }

        return Entries - before;
    }

    private async Task CheckAsync(string memberId)
    {
        if (await _reader.Get<Ledger>().FindAsync(memberId, default) is not { } stored)
        {
            return;
        }

        var known = _accounts.GetValueOrDefault(memberId);
        var added = (int)(stored.Account.Sequence - (known?.Sequence ?? 0));
        var entries = await _reader.Get<Ledger>().EntriesAsync(memberId, stored.Account.Sequence + 1, Math.Max(1, added), default);
        Require(added >= 0 && entries[0].Sequence == stored.Account.Sequence, "I3", memberId, "the newest entry is not the account's last");
        foreach (var entry in entries.Take(added).Reverse())
        {
            Require(entry.Hash == EntryChain.HashOf(entry), "I3", memberId, $"entry {entry.Sequence} is not what was hashed");
            known = known is null ? Account.Rebuild([entry]) : known.Apply(entry);
            Count(entry);
        }

        Require(known is not null && Text(known) == Text(stored.Account), "I1, I4", memberId, "the account is not what its entries lead to");
        Require(known!.Available >= Loyalty.Points.Zero || known.Debt > Loyalty.Points.Zero, "I1", memberId, "less than nothing is available, and there is no debt");
        _accounts[memberId] = known;
    }

    private void Count(LedgerEntry entry)
    {
        Entries++;
        CheckLots(entry);
        var name = $"{entry.MemberId}-{entry.Sequence}";
        if (entry.Purchase is { } purchase)
        {
            var hash = purchase.Purchase.Receipt.Hash;
            Require(_earned.TryAdd(hash, name), "I2", entry.MemberId, $"the receipt of entry {entry.Sequence} has earned before, with {_earned[hash]}");
            _reversed[hash] = purchase.Earned.Value;
            Sales = Sales with { Held = Sales.Held + (entry.Personal?.Withheld is null ? 0 : 1) };
        }
        else if (entry.Refund is { } refund)
        {
            var left = _reversed[refund.Refund.Receipt.Hash] -= refund.Reversed.Value;
            Require(left >= 0, "I5", entry.MemberId, $"entry {entry.Sequence} takes back more than the purchase earned");
            Sales = Sales with { GivenBack = Sales.GivenBack + (_lifted.Contains(refund.Refund.Receipt.Hash) ? 1 : 0) };
        }
        else if (entry is { Kind: EntryKind.Release, Personal.Settled: not null })
        {
            var receipt = new ReceiptKey(entry.Source.Partner, entry.Source.StoreId!, entry.Source.ReceiptId!, entry.Source.BusinessDate);
            Require(_lifted.Add(receipt.Hash), "I2", entry.MemberId, $"the receipt of entry {entry.Sequence} was let go on before");
            Sales = Sales with { Lifted = Sales.Lifted + 1 };
        }
    }

    /// <summary>A lot expires once its last day is over, and until then is there to be used.</summary>
    private void CheckLots(LedgerEntry entry)
    {
        var today = _reader.Get<ProgrammeBook>().Current.LocalDate(entry.RecordedAt);
        foreach (var lot in entry.Lots.Where(lot => lot.Points < Loyalty.Points.Zero))
        {
            var isOver = today > lot.Expires;
            Require(isOver == (entry.Kind == EntryKind.Expire), "I4", entry.MemberId, $"entry {entry.Sequence}, {entry.Kind}, takes from a lot that ends on {lot.Expires:O}");
        }
    }

    private static void Require(bool holds, string invariant, string memberId, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{invariant}, member {memberId}: {otherwise}.");
        }
    }

    private static string Text(Account account)
    {
        var json = new ArrayBufferWriter<byte>(4096);
        AccountJson.Write(account, json);
        return System.Text.Encoding.UTF8.GetString(json.WrittenSpan);
    }
}

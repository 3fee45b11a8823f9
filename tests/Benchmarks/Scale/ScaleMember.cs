using System.Buffers;
using System.Text;
using Loyalty;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace Benchmarks.Scale;

/// <summary>
/// A member as the rules make one, copied under other ids: the account, two entries, and the notes of what falls due. The copies' hashes are
/// those of the first.
/// </summary>
internal sealed class ScaleMember
{
    private static readonly string FirstId = "m" + new string('0', 26);

    private readonly Programme _programme;
    private readonly Account _account;
    private readonly List<(string Suffix, Dictionary<string, object> Columns, int[] Ids)> _rows = [];

    /// <summary>Enrolled, with one purchase of 900.00 that makes silver, at that time.</summary>
    public ScaleMember(Programme programme, DateTimeOffset at)
    {
        _programme = programme;
        var source = new EntrySource("acme");
        var facts = new MemberFacts(null, []);
        var enrolled = new EnrolMember(source, at, at, facts).Decide(Account.Open(FirstId, programme, at), programme);
        if (!Currency.TryGet("EUR", out var euro))
            throw new InvalidOperationException("There is no euro.");
        var purchase = new Purchase(new ReceiptKey("acme", "berlin-1", "R-1", null), null, new Money(900_00, euro), [], []);
        var earned = new EarnPurchase(purchase, at, at, facts).Decide(enrolled.Account, programme);
        _account = earned.Account;
        Add("-account", buffer => AccountJson.Write(_account, buffer), ("Commits", 2L), ("Sequence", _account.Sequence), ("Balance", _account.Balance.Value), ("HeadHash", _account.HeadHash));
        foreach (var entry in enrolled.Entries.Concat(earned.Entries))
        {
            Add(Keys.Entry("", entry.Sequence), buffer => EntryJson.Write(entry, buffer), ("Kind", entry.Kind.ToWire()), ("Points", entry.Points.Value));
        }
    }

    /// <summary>The rows of a copy.</summary>
    public IEnumerable<TableRow> Rows(string id, DateTimeOffset notedAt)
    {
        var bytes = Encoding.ASCII.GetBytes(id);
        foreach (var (suffix, columns, ids) in _rows)
        {
            var content = (byte[])((byte[])columns["Content"]).Clone();
            foreach (var at in ids)
            {
                bytes.CopyTo(content, at);
            }

            yield return new TableRow(Names.Tables.Accounts, id, id + suffix, new Dictionary<string, object>(columns) { ["Content"] = content });
        }

        foreach (var kind in Enum.GetValues<DueKind>())
        {
            if (_account.NextDue(kind, _programme) is { } next)
            {
                var partition = Due.PartitionOf(kind, id, next);
                var note = new Dictionary<string, object> { ["MemberId"] = id, ["NotedAt"] = notedAt.UtcDateTime };
                yield return new TableRow(Names.Tables.Due, partition, $"{id}-{partition}", note);
            }
        }
    }

    private void Add(string suffix, Action<IBufferWriter<byte>> write, params ReadOnlySpan<(string Name, object Value)> columns)
    {
        var content = new ArrayBufferWriter<byte>();
        write(content);
        var all = new Dictionary<string, object> { ["Content"] = content.WrittenSpan.ToArray() };
        foreach (var (name, value) in columns)
        {
            all[name] = value;
        }

        _rows.Add((suffix, all, Places(content.WrittenSpan)));
    }

    private static int[] Places(ReadOnlySpan<byte> content)
    {
        var (places, from) = (new List<int>(), 0);
        var id = Encoding.ASCII.GetBytes(FirstId);
        while (content[from..].IndexOf(id) is var next and >= 0)
        {
            places.Add(from + next);
            from += next + id.Length;
        }

        return [.. places];
    }
}

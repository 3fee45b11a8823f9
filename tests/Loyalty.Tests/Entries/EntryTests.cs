using System.Text;
using Loyalty.Entries;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Entries;

public class EntryTests
{
    private const string Noon = "2026-11-03T12:00Z";

    private static readonly LedgerEntry[] History = Purchases(3);

    [Fact]
    public void An_entry_is_one_line_of_canonical_json()
    {
        var source = new EntrySource("till", "s1", Reference: "ü \"+<>");
        var decision = new AdjustPoints(new Points(5), "goodwill", source, Instant("2026-11-03T12:00:00.1230000Z")).Decide(NewAccount(Sample), Sample);

        Assert.Equal(
            """
            {"memberId":"m1","seq":1,"kind":"adjust","points":5,"balance":5,"occurredAt":"2026-11-03T12:00:00.123Z","recordedAt":"2026-11-03T12:00:00.123Z","source":{"partner":"till","storeId":"s1","reference":"ü \"+<>"},"reason":"goodwill","programId":"sample","programVersion":"1","opening":{"at":"2026-01-01T12:00:00Z","tier":"bronze","since":"2026-01-01","until":"2027-01-31"},"lots":[{"lot":1,"earned":"2026-11-03","expires":"2027-11-30","points":5}],"previousHash":"0000000000000000000000000000000000000000000000000000000000000000","hash":"
            """.TrimEnd() + decision.Entries[0].Hash + "\"}",
            decision.Entries[0].Text());
    }

    [Fact]
    public void The_hash_is_over_the_previous_hash_and_the_content()
    {
        var content = History[1].Text().Replace($",\"hash\":\"{History[1].Hash}\"", "", StringComparison.Ordinal);
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{History[0].Hash}\n{content}"));

        Assert.Equal(Convert.ToHexStringLower(hash), History[1].Hash);
    }

    [Fact]
    public void Every_kind_of_entry_is_read_as_it_was_written() => Assert.All(EveryKind(), entry =>
        Assert.Equal(entry.Text(), EntryJson.Read(Encoding.UTF8.GetBytes(entry.Text())).Text()));

    [Fact]
    public void Every_kind_has_a_name_of_its_own()
    {
        var kinds = Enum.GetValues<EntryKind>();

        Assert.All(kinds, kind => Assert.Equal((true, kind), (EntryKinds.TryParse(kind.ToWire(), out var read), read)));
        Assert.Equal(kinds.Length, kinds.Select(kind => kind.ToWire()).Distinct().Count());
        Assert.False(EntryKinds.TryParse("Earn", out _));
    }

    [Fact]
    [Trait("Fault", "112")]
    public void Fields_of_a_newer_version_are_skipped_and_its_lines_still_verify()
    {
        var entry = History[0];
        var content = entry.Text().Replace($",\"hash\":\"{entry.Hash}\"", "", StringComparison.Ordinal)
            .Replace("\"points\":", "\"colour\":{\"deep\":[1]},\"points\":", StringComparison.Ordinal);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.PreviousHash}\n{content}")));
        var line = Encoding.UTF8.GetBytes($"{content[..^1]},\"hash\":\"{hash}\"}}");

        Assert.Equal(entry.Points, EntryJson.Read(line).Points);
        Assert.True(EntryChain.IsIntact(line));
    }

    [Fact]
    [Trait("Fault", "115")]
    public void A_changed_line_is_not_intact()
    {
        var line = History[0].Text();

        Assert.True(EntryChain.IsIntact(Encoding.UTF8.GetBytes(line)));
        Assert.False(EntryChain.IsIntact(Encoding.UTF8.GetBytes(line.Replace("\"points\":10", "\"points\":11", StringComparison.Ordinal))));
        Assert.False(EntryChain.IsIntact(Encoding.UTF8.GetBytes(line[..^3])));
        Assert.False(EntryChain.IsIntact("{}"u8));
        Assert.False(EntryChain.IsIntact([]));
    }

    [Fact]
    [Trait("Fault", "115")]
    public void A_chain_names_its_first_fault()
    {
        Assert.Null(EntryChain.Verify(History));
        Assert.Null(EntryChain.Verify(History.Skip(1), History[0].Hash));
        Assert.Equal(2, EntryChain.Verify(History.Skip(1))!.Sequence);
        Assert.Equal(3, EntryChain.Verify([History[0], History[2]])!.Sequence);
        Assert.Equal(2, EntryChain.Verify([History[0], History[1] with { Points = new Points(99) }, History[2]])!.Sequence);
        Assert.Equal(1, EntryChain.Verify([History[0] with { MemberId = "m2" }])!.Sequence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"seq\":\"1\"}")]
    [InlineData("{\"memberId\":\"m\",\"memberId\":\"n\"}")]
    [Trait("Fault", "61")]
    public void What_is_no_entry_is_a_format_error(string json) =>
        Assert.Throws<FormatException>(() => EntryJson.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    [Trait("Fault", "52")]
    public void The_largest_purchase_stays_below_the_size_of_an_entry()
    {
        var text = string.Concat(Enumerable.Repeat("\"\\", 30));
        var lines = Enumerable.Repeat(Line(text, text, "999999999.99", quantity: 1), 999).ToList();
        var sale = Sale("998999999990.01", [.. lines]);
        var decision = NewAccount(Rules("")).Earn(Rules(""), sale, Noon);

        Assert.Equal(EarnPurchase.Outcome.Earned, decision.Outcome);
        Assert.InRange(Encoding.UTF8.GetByteCount(decision.Entries[0].Text()), 300_000, EntryJson.MaximumBytes);
    }

    private static LedgerEntry[] Purchases(int count)
    {
        var (account, entries) = (NewAccount(Sample), new List<LedgerEntry>());
        for (var index = 0; index < count; index++)
        {
            var decision = account.Earn(Sample, Sale("10.00"), Noon);
            (account, _) = (decision.Account, entries.Count);
            entries.AddRange(decision.Entries);
        }

        return [.. entries];
    }

    private static List<LedgerEntry> EveryKind()
    {
        var member = new RandomMember(new Random(1), ArbitraryHistories.Busy);
        for (var step = 0; step < 400; step++)
            member.Step();
        member.End();
        Assert.Equal(
            Enum.GetValues<EntryKind>().Except([EntryKind.Erase]).Order(),
            member.Entries.Select(entry => entry.Kind).Distinct().Order());
        return member.Entries;
    }
}

using System.Buffers;
using System.Text;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;

namespace Loyalty.Tests;

/// <summary>What a test does not care about. Values that matter stand in the test.</summary>
internal static class Given
{
    public static readonly EntrySource Till = new("till", StoreId: "s1");

    public static readonly Programme Sample = Programme(SampleText());

    private static int _receipts;

    public static string SampleText()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("program.json")!;
        return new StreamReader(stream).ReadToEnd();
    }

    /// <summary>The example in a README, an embedded resource.</summary>
    public static string Example(string readme, string section = "")
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream(readme)!;
        var text = new StreamReader(stream).ReadToEnd();
        var start = text.IndexOf("```json", text.IndexOf(section, StringComparison.Ordinal), StringComparison.Ordinal) + "```json".Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    public static Programme Programme(string json)
    {
        var (programme, faults) = ProgrammeReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(faults);
        return programme!;
    }

    /// <summary>The sample with its <c>earn</c> rules replaced and, after them, anything else.</summary>
    public static Programme Rules(string earn, string more = "") => Programme($$"""
        {"id": "test", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin", "earn": [{{earn}}]{{(more == "" ? "" : ", " + more)}}}
        """);

    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    public static DateOnly Date(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public static Account NewAccount(Programme programme, string opened = "2026-01-01T12:00Z", string memberId = "m1") =>
        Account.Open(memberId, programme, Instant(opened));

    public static Money Money(string amount, string currency = "EUR")
    {
        Assert.True(Loyalty.Money.TryParse(amount, Currency.Get(currency), out var money, out var problem), problem);
        return money;
    }

    public static Purchase Sale(string total, params PurchaseLine[] lines) => new(
        new ReceiptKey("till", "s1", $"r{Interlocked.Increment(ref _receipts)}", null), null, Money(total), lines, []);

    public static PurchaseLine Line(string sku, string? category, string amount, long quantity = 1) =>
        new(sku, category, quantity * PurchaseLine.One, Money(amount));

    public static Decision<EarnPurchase.Outcome> Earn(this Account account, Programme programme, Purchase purchase, string at, string? occurredAt = null) =>
        new EarnPurchase(purchase, Instant(occurredAt ?? at), Instant(at), MemberFacts.None).Decide(account, programme);

    /// <summary>A sale that must succeed.</summary>
    public static Account Earned(this Account account, Programme programme, string total, string at)
    {
        var decision = account.Earn(programme, Sale(total), at);
        Assert.Equal(EarnPurchase.Outcome.Earned, decision.Outcome);
        return decision.Account;
    }

    public static string Text(this LedgerEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EntryJson.Write(entry, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Text(this Account account)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AccountJson.Write(account, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Rules of an entry as <c>base 10, coffee-2x 5</c>.</summary>
    public static string RulesText(this LedgerEntry entry) => string.Join(", ", entry.Rules.Select(rule => $"{rule.Id} {rule.Points}"));
}

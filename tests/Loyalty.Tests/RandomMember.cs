using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests;

/// <summary>A member to whom everything happens in an order that a seed decides. Time only goes forward, by minutes or by months.</summary>
internal sealed class RandomMember(Random random, Programme programme)
{
    private readonly List<string> _reservations = [];
    private int _ids;

    public Account Account { get; private set; } = NewAccount(programme, "2026-01-01T12:00Z");

    public List<LedgerEntry> Entries { get; } = [];

    public Dictionary<string, PurchaseState> Purchases { get; } = [];

    public DateTimeOffset Now { get; private set; } = Instant("2026-01-01T12:00Z");

    public static string[] Categories { get; } = ["coffee", "bakery", "tobacco", ""];

    public void Step()
    {
        Now += random.Next(6) switch
        {
            0 => TimeSpan.FromDays(random.Next(1, 60)),
            1 or 2 => TimeSpan.FromDays(random.NextDouble() * 3),
            _ => TimeSpan.FromMinutes(random.Next(1, 20)),
        };
        switch (random.Next(14))
        {
            case <= 3: Buy(); break;
            case <= 5: Refund(); break;
            case 6: Void(); break;
            case 7: Reserve(); break;
            case 8: EndReservation(); break;
            case 9: Follow(new RedeemPoints(NewId(), Some(), Till, Now).Decide(Account, programme)); break;
            case 10: Adjust(); break;
            case 11: Transfer(); break;
            case 12: Follow(new EarnEvent(Occasions.CheckIn, Till, Now, Now, MemberFacts.None).Decide(Account, programme)); break;
            default: Review(); break;
        }
    }

    /// <summary>Merges a second member in and then goes away itself.</summary>
    public void End()
    {
        var other = Account.Open("other", programme, Now).Earned(programme, "50.00", Now.ToString("O"));
        Follow(new MergeInto(new MergeAway("m1", Till, Now).Decide(other, programme).Entries[^1], Till, Now).Decide(Account, programme));
        Now += TimeSpan.FromHours(1);
        Follow(new MergeAway("m9", Till, Now).Decide(Account, programme));
    }

    private void Buy()
    {
        var lines = Enumerable.Range(0, random.Next(0, 5))
            .Select(_ => new PurchaseLine($"sku{random.Next(4)}", Categories[random.Next(4)], random.Next(1, 4) * 1_000L, new Money(random.Next(-200, 6_000), Currency.Get("EUR"))))
            .ToArray();
        var total = lines.Length == 0 ? random.Next(0, 20_000) : lines.Sum(line => line.Amount.Minor);
        if (total < 0)
            return;
        var sale = Sale("0.00", lines) with { Total = new Money(total, Currency.Get("EUR")) };
        if (random.Next(4) == 0 && total > 100)
            sale = sale with { Tenders = [new Tender("points", new Money(total / 3, Currency.Get("EUR"))), new Tender("cash", new Money(total - total / 3, Currency.Get("EUR")))] };
        var occurredAt = random.Next(3) == 0 ? Now.AddDays(-random.Next(0, 390)) : Now;
        Follow(new EarnPurchase(sale, occurredAt, Now, MemberFacts.None).Decide(Account, programme));
    }

    private void Refund()
    {
        if (Purchases.Count == 0)
            return;
        var state = Purchases.Values.ElementAt(random.Next(Purchases.Count));
        var lines = state.Purchase.Lines.Where(_ => random.Next(3) == 0).ToArray();
        var total = lines.Length > 0 ? lines.Sum(line => line.Amount.Minor) : random.NextInt64(0, state.Purchase.Total.Minor + 100);
        if (total < 0)
            return;
        var refund = new Refund(state.Purchase.Receipt, NewId(), new Money(total, Currency.Get("EUR")), lines);
        Follow(new RefundPurchase(refund, Now, Now).Decide(Account, state, programme, programme));
    }

    private void Void()
    {
        if (Purchases.Count == 0)
            return;
        var state = Purchases.Values.ElementAt(random.Next(Purchases.Count));
        Follow(new VoidPurchase(state.Purchase.Receipt, Now, Now).Decide(Account, state, programme, programme));
    }

    private void Reserve()
    {
        var id = NewId();
        _reservations.Add(id);
        Follow(new ReservePoints(id, Some(), Till, Now).Decide(Account, programme));
        Now += TimeSpan.FromMinutes(random.Next(1, 20));
        if (random.Next(3) > 0)
            EndReservation();
    }

    private void EndReservation()
    {
        if (_reservations.Count == 0)
            return;
        var id = random.Next(4) == 0 ? _reservations[random.Next(_reservations.Count)] : _reservations[^1];
        if (random.Next(2) == 0)
            Follow(new CancelReservation(id, Till, Now).Decide(Account, programme));
        else
            Follow(new CaptureReservation(id, random.Next(2) == 0 ? null : new Points(random.Next(1, 60)), Till, Now).Decide(Account, programme));
    }

    private void Adjust() =>
        Follow(new AdjustPoints(new Points(random.Next(-200, 100)), "test", Till, Now, MayGoBelowZero: random.Next(2) == 0).Decide(Account, programme));

    private void Transfer()
    {
        var away = new TransferOut(NewId(), "m2", new Points(random.Next(1, 80)), Till, Now).Decide(Account, programme);
        Follow(away);
        if (away.Entries.Count > 0 && random.Next(2) == 0)
            Follow(new TransferIn("back", "m2", TransferOut.PartsOf(away.Entries[^1]), Till, Now).Decide(Account, programme));
    }

    private void Review()
    {
        Follow(new CatchUp(Now).Decide(Account, programme));
        Follow(new RecalculateTier(Now).Decide(Account, programme));
    }

    private RedemptionRequest Some() => RedemptionRequest.Of(new Points(random.Next(1, 150)));

    private string NewId() => $"id{++_ids}";

    private void Follow<T>(Decision<T> decision)
        where T : struct, Enum
    {
        Account = decision.Account;
        Entries.AddRange(decision.Entries);
        foreach (var entry in decision.Entries)
        {
            foreach (var key in Purchases.Keys.ToArray())
                Purchases[key] = PurchaseState.Fold(Purchases[key], entry)!;
            if (entry.Purchase is { } facts)
                Purchases.Add(facts.Purchase.Receipt.Hash, PurchaseState.Fold(null, entry)!);
        }
    }
}

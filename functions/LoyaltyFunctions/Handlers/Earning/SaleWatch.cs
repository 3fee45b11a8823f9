using Loyalty.Members;
using Loyalty.Safety;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>
/// What a sale has to do with besides the account: what the programme asks of the member, whose hand rang it up, and whose cards the till
/// saw just before. Costs a call only where the programme asks.
/// </summary>
public sealed class SaleWatch(MemberFactsReader facts, IdentityClaims identities, Tills tills, TraceWatch traces, ProgrammeBook programmes)
{
    public async Task<(MemberFacts Member, IReadOnlyList<HoldReason> Suspicions)> LookAsync(Sale sale, CancellationToken cancellation)
    {
        await traces.NoteAsync(sale, cancellation);
        return (await facts.ReadAsync(sale.MemberId, cancellation), await SuspicionsAsync(sale, cancellation));
    }

    private async Task<IReadOnlyList<HoldReason>> SuspicionsAsync(Sale sale, CancellationToken cancellation)
    {
        var (safety, suspicions) = (programmes.Current.Safety, new List<HoldReason>());
        if (safety.HoldsOwnCard && sale.Cashier is { } cashier && await identities.FindAsync(cashier, cancellation) == sale.MemberId)
        {
            suspicions.Add(HoldReason.OwnCard);
        }

        if (safety.Till is { } till && sale.Purchase is { RegisterId: { } register, Receipt: var receipt })
        {
            var own = new TillSale(sale.MemberId, receipt.Hash, sale.OccurredAt);
            var seen = await tills.NoteAsync(receipt.Partner, receipt.StoreId, register, own, cancellation);
            // Those before it: the first cards of a row of them are nobody's fault.
            var members = seen.TakeWhile(one => one.Receipt != own.Receipt)
                .Where(one => (own.At - one.At).Duration() <= till.Within)
                .Select(one => one.MemberId)
                .Append(own.MemberId)
                .Distinct();
            if (members.LongCount() > till.Cards)
            {
                suspicions.Add(HoldReason.ManyCards);
            }
        }

        return suspicions;
    }
}

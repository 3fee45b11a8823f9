using System.Collections.Concurrent;
using Loyalty.Earning;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>
/// Keeps what partners tell of articles, and completes sales with it. What a sale was completed with stands in its entry, so that a refund or
/// a replay reckons with the same. An ERP's articles hold for everybody; any other partner's for its own receipts, and before the ERP's.
/// </summary>
public sealed class ItemBook(Items items, PartnerBook partners)
{
    private const string Erp = "erp";
    private const int AtOnce = 16;

    private readonly bool _hasErp = partners.All.Any(known => known.Partner.Kind == Erp);

    public async Task<EventOutcome> KeepAsync(ItemsUpdated updated, EventOrigin origin, CancellationToken cancellation)
    {
        var scope = ScopeOf(origin.Partner);
        // A sender whose clock runs ahead does not outdo what is told later.
        var told = updated.OccurredAt < origin.ReceivedAt ? updated.OccurredAt : origin.ReceivedAt;
        if (updated.Items is [var only])
        {
            await PutAsync([only], cancellation);
            return EventOutcome.Processed();
        }

        await SideBySide.ForEachAsync(updated.Items.GroupBy(item => item.Sku.ToUpperInvariant()), AtOnce, PutAsync, cancellation);
        return EventOutcome.Processed();

        async Task PutAsync(IEnumerable<Item> twins, CancellationToken stop)
        {
            foreach (var item in twins)
            {
                await items.PutAsync(scope, item, told, stop);
                if (item.Record is { } record)
                {
                    await items.PutSkuAsync(origin.Partner, record, item.Sku, stop);
                }
            }
        }
    }

    /// <summary>What was told of the article is taken back: it has no category, exclusion or margin any more. What it was sold with before stays.</summary>
    public async Task<EventOutcome> RemoveAsync(ItemRemoved gone, EventOrigin origin, CancellationToken cancellation)
    {
        if ((gone.Sku ?? await items.FindSkuAsync(origin.Partner, gone.Record!, cancellation)) is not { } sku)
        {
            return EventOutcome.Processed("nothing was ever told of the article");
        }

        await items.RemoveAsync(ScopeOf(origin.Partner), sku, gone.OccurredAt < origin.ReceivedAt ? gone.OccurredAt : origin.ReceivedAt, cancellation);
        return EventOutcome.Processed();
    }

    private string ScopeOf(string partner) => partners.Find(partner)?.Partner.Kind == Erp ? Items.Everybody : partner;

    /// <summary>What the partner of the receipt may give.</summary>
    public PartnerCap CapOf(Purchase purchase) => partners.CapOf(purchase.Receipt.Partner);

    /// <summary>The sale with category, exclusion and margin of its articles, and whether they were sold at full price: one look-up at most for each article and scope, the till's own words first.</summary>
    public async Task<Purchase> CompleteAsync(Purchase purchase, CancellationToken cancellation)
    {
        var scopes = ScopesOf(purchase.Receipt.Partner);
        if (scopes.Count == 0 || purchase.Lines.Count == 0)
        {
            return purchase;
        }

        var known = new ConcurrentDictionary<string, IReadOnlyList<Item>>(StringComparer.OrdinalIgnoreCase);
        var skus = purchase.Lines.Select(line => line.Sku).Distinct(StringComparer.OrdinalIgnoreCase);
        await SideBySide.ForEachAsync(skus, AtOnce, async (sku, stop) => known[sku] = await FindAsync(scopes, sku, stop), cancellation);
        var complete = purchase with { Lines = [.. purchase.Lines.Select(line => Complete(line, known[line.Sku]))] };
        // Categories are text, and a receipt may have only so much of it: then those of the till have to do.
        return complete.Check() is null
            ? complete
            : complete with { Lines = [.. complete.Lines.Zip(purchase.Lines, (line, told) => line with { Category = told.Category })] };
    }

    private async Task<IReadOnlyList<Item>> FindAsync(IEnumerable<string> scopes, string sku, CancellationToken cancellation)
    {
        var found = new List<Item>();
        foreach (var scope in scopes)
        {
            if (await items.FindAsync(scope, sku, cancellation) is { } item)
            {
                found.Add(item);
            }
        }

        return found;
    }

    private static PurchaseLine Complete(PurchaseLine line, IReadOnlyList<Item> known) => line with
    {
        Category = line.Category ?? known.Select(item => item.Category).FirstOrDefault(category => category is not null),
        Excluded = line.Excluded || (known.Select(item => item.LoyaltyExcluded).FirstOrDefault(excluded => excluded is not null) ?? false),
        MarginRate = known.Select(item => item.MarginRate).FirstOrDefault(margin => margin is not null),
        FullPrice = known.Select(item => item.Price).FirstOrDefault(price => price?.Currency == line.Amount.Currency) is { } price
            ? (Int128)line.Amount.Minor * PurchaseLine.One >= (Int128)price.Minor * line.QuantityThousandths
            : null,
    };

    private List<string> ScopesOf(string partner)
    {
        var own = partners.Find(partner)?.Partner is { Format: StandardWebhooksConnector.Name, Kind: not Erp };
        return [.. own ? [partner] : Array.Empty<string>(), .. _hasErp ? [Items.Everybody] : Array.Empty<string>()];
    }
}

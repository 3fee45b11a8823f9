using Loyalty;
using LoyaltyFunctions.Connectors;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the data of <c>item.updated</c> and <c>pricelist.updated</c>: articles with what is known of them.</summary>
public static class ItemsReader
{
    public const int MaxItems = 1_000;

    /// <summary>Null exactly when a fault was noted.</summary>
    public static ItemsUpdated? Read(Fields data, DateTimeOffset occurredAt)
    {
        var before = data.Faults.Count;
        if (!data.Has("items")) data.Fault("items", "is missing");
        var items = data.List("items", MaxItems).Select(ReadItem).OfType<Item>().ToList();
        if (data.Faults.Count == before && items.Count == 0) data.Fault("items", "is empty");
        return data.Faults.Count > before ? null : new ItemsUpdated(occurredAt, items);
    }

    private static Item? ReadItem(Fields item)
    {
        var sku = item.Required("sku");
        var category = item.Optional("category");
        Money? price = null;
        if (item.Has("price")) price = item.Amount("price", item.Currency("currency"));
        var margin = item.Number("marginRate", -1, 1);
        var excluded = item.Flag("loyaltyExcluded");
        return sku is null ? null : new Item(sku, category, price, excluded) { MarginRate = margin is { } rate ? Item.MarginOf((decimal)rate) : null };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>Events as marketing tools take them: the numbers and words of the data, without its objects and lists.</summary>
internal static class VendorEvents
{
    public static JsonObject DataOf(Notice notice)
    {
        var data = new JsonObject { ["event_id"] = notice.EventId, ["sequence"] = notice.Sequence };
        if (notice.Event.Data is not { } content || JsonNode.Parse(content) is not JsonObject fields)
        {
            return data;
        }

        foreach (var (name, value) in fields.Where(field => field.Value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
        {
            data[name] = value!.DeepClone();
        }

        return data;
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Esri;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>The layers of an ArcGIS feature service, as GeoJSON, page by page. Fences are known by the layer and the feature's id; polygons
/// and points with <c>radiusMetres</c> are kept, with <c>storeId</c> of their attributes.</summary>
internal sealed class EsriSource : ISource
{
    private const int PageSize = 200;
    private const int MaxFeatures = 4_000;
    private const string Listing = "ids";

    public string Format => EsriConnector.Name;

    // The token stands in a header: in the query it would be part of every log on the way.
    public void Authorize(HttpRequestHeaders headers, string token) => headers.Add("X-Esri-Authorization", "Bearer " + token);

    public bool Knows(ResourceChanged changed) => changed.Id.Length > 0 && changed.Id.All(char.IsAsciiDigit);

    public async Task<Fetched> FetchAsync(VendorApi api, Partner partner, ResourceChanged changed, CancellationToken cancellation)
    {
        if (changed.Change == Listing) return await ListAsync(api, changed, cancellation);
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/{changed.Id}/query?where=1%3D1&outFields=*&outSR=4326&f=geojson&resultOffset={changed.Page * PageSize}&resultRecordCount={PageSize}");
        if (await api.TrySendAsync(HttpMethod.Get, path, null, cancellation) is not { } answer) return new Fetched();
        var features = Fields.Of(answer).List("features", MaxFeatures);
        var fences = features.Select(feature => ReadFence(feature, changed)).OfType<InboundEvent>().ToList();
        // What the layer does not hold any more is told by no page: its ids are asked for last, all at once.
        return new Fetched(fences) { Next = changed with { Page = changed.Page + 1, Change = features.Count < PageSize ? Listing : changed.Change } };
    }

    private static async Task<Fetched> ListAsync(VendorApi api, ResourceChanged changed, CancellationToken cancellation)
    {
        var asked = api.Now;
        if (await api.TrySendAsync(HttpMethod.Get, $"/{changed.Id}/query?where=1%3D1&returnIdsOnly=true&f=json", null, cancellation) is not { } answer) return new Fetched();
        // A layer without features has null in place of the list.
        if (!answer.TryGetProperty("objectIds", out var ids) || ids.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null)) return new Fetched { Fault = "the answer holds no ids" };
        var known = ids.ValueKind == JsonValueKind.Null ? [] : ids.EnumerateArray().Select(id => PrefixOf(changed) + id.GetRawText());
        return new Fetched(new FencesListed(asked, PrefixOf(changed), known.ToHashSet(StringComparer.Ordinal)));
    }

    private static string PrefixOf(ResourceChanged changed) => $"{changed.Resource}/{changed.Id}/";

    private static FenceSet? ReadFence(Fields feature, ResourceChanged changed)
    {
        if (VendorFields.Known(feature, "geometry") is null || VendorFields.Id(feature, "id") is not { } id) return null;
        var properties = VendorFields.Known(feature, "properties");
        var store = properties is { } told ? VendorFields.Usable(told, "storeId", FieldValues.IdLength) ?? VendorFields.Usable(told, "store_id", FieldValues.IdLength) : null;
        var radius = properties is { } known && known.TryGet("radiusMetres", out var metres) && metres.ValueKind == JsonValueKind.Number && metres.TryGetDouble(out var value) && value is >= 1 and <= 100_000
            ? value
            : (double?)null;
        // A shape that is no fence, such as a line, is left out: the layer may hold others.
        return feature.TryGet("geometry", out var shape) && GeometryReader.Read(Fields.Of(shape), radius) is { } fence
            ? new FenceSet(changed.OccurredAt, new KeptFence(PrefixOf(changed) + id, store, radius, Encoding.UTF8.GetBytes(shape.GetRawText())), fence)
            : null;
    }
}

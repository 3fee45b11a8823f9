using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Esri;

/// <summary>Reads which layers were edited. The notice holds no feature, only the address at which the changes can be asked for.</summary>
internal static class EsriReader
{
    private const int MaxNotices = 1_000;

    public static ParsedDelivery Read(WebhookRequest request)
    {
        var body = EsriForm.TryRead(request.Body.Span, out var form) ? form.Payload : request.Body.Span;
        if (!JsonBody.TryParseBatch(body, MaxNotices, out var batch, out var problem)) return ParsedDelivery.Unreadable(problem);
        var events = batch.Select(ReadNotice).OfType<InboundEvent>().ToList();
        return batch[0].Faults.Count > 0 ? ParsedDelivery.Refused(batch[0].Faults) : ParsedDelivery.Of(events);
    }

    private static ResourceChanged? ReadNotice(Fields notice)
    {
        var service = notice.Required("serviceName", FieldValues.TextLength);
        var layer = notice.Has("layerId") ? VendorFields.Id(notice, "layerId") : "-";
        var at = VendorFields.UnixMilliseconds(notice, "lastUpdatedTime");
        if (!notice.Has("changesUrl") && !notice.Has("changeUrl")) notice.Fault("changesUrl", "is missing");
        return service is null || layer is null || at is null ? null : new ResourceChanged(at.Value, service, layer, Change(notice));
    }

    private static string Change(Fields notice) =>
        notice.TryGet("events", out var events) && events.ValueKind == System.Text.Json.JsonValueKind.Array && events.GetArrayLength() > 0
        && events[0].ValueKind == System.Text.Json.JsonValueKind.String && events[0].GetString() is { Length: <= 64 } change ? change : "edited";
}

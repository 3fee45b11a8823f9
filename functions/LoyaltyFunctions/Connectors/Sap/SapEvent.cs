using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Sap;

/// <summary>The attributes of a CloudEvent: in <c>ce-</c> headers where the mode is binary, else beside <c>data</c> in the body.</summary>
internal sealed record SapEvent(string? Id, string? Source, string? Type, string? Time, Fields? Data)
{
    public const string IdHeader = "ce-id";
    public const string SourceHeader = "ce-source";
    public const string TypeHeader = "ce-type";
    public const string TimeHeader = "ce-time";

    public static SapEvent? Of(WebhookRequest request) =>
        JsonBody.TryParse(request.Body.Span, out var root, out _) ? Of(request, Fields.Of(root)) : null;

    public static SapEvent Of(WebhookRequest request, Fields body) => request.Header(TypeHeader).Length > 0
        ? new SapEvent(Header(request, IdHeader), Header(request, SourceHeader), Header(request, TypeHeader), Header(request, TimeHeader), body)
        : new SapEvent(Text(body, "id"), Text(body, "source"), Text(body, "type"), Text(body, "time"), body.RequiredNested("data"));

    private static string? Header(WebhookRequest request, string name) =>
        request.Header(name) is { Length: > 0 and <= DeliveryIds.MaxLength } value && DeliveryIds.IsUsable(value) ? value : null;

    private static string? Text(Fields body, string name) => VendorFields.Usable(body, name, DeliveryIds.MaxLength);
}

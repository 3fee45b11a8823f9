using System.Text.Json.Nodes;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Documentation;

/// <summary>Holds the schemas of requests to the readers by what these do: a field that a reader does not know cannot be wrong.</summary>
public sealed class OpenApiRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Action<Fields>> Readers = new()
    {
        ["Enrolment"] = data => EnrolmentReader.Read(data, Now),
        ["PurchaseRequest"] = data => _ = (data.Instant("occurredAt"), IdentityReader.Read(data, "cashier"), PurchaseReader.Read(data, "acme")),
        ["QuoteRequest"] = data =>
            _ = (IdentityReader.ReadRequired(data, "member"), data.Instant("occurredAt"), PurchaseReader.Read(data, "acme")),
        ["RefundRequest"] = data => _ = (data.Instant("occurredAt"), RefundReader.Read(data, "acme")),
        ["VoidRequest"] = data => _ = (data.Instant("occurredAt"), VoidReader.Read(data, "acme")),
        ["Identity"] = data => IdentityReader.Read(data),
        ["ProfilePatch"] = data => ProfilePatchReader.Read(data, Now),
        ["VerificationRequest"] = data => _ = (data.Date("from"), data.Date("to")),
        ["RebuildRequest"] = data => RebuildHandler.ReadInto(data),
        ["RunRequest"] = data => RunRequest.ReadKind(data),
        ["RedemptionRequest"] = data => RedemptionReader.Read(data),
        ["ClaimRequest"] = data => ClaimReader.Read(data),
        ["MergeRequest"] = data => MergeRequest.ReadFrom(data),
        ["TransferRequest"] = data => TransferReader.Read(data),
        ["CaptureRequest"] = data => RedemptionReader.ReadPoints(data),
        ["PurchaseData"] = data => _ = (IdentityReader.Read(data, "member"), IdentityReader.Read(data, "cashier"), PurchaseReader.Read(data, "acme")),
        ["RefundData"] = data => RefundReader.Read(data, "acme"),
        ["VoidData"] = data => VoidReader.Read(data, "acme"),
        ["CheckInData"] = data => CheckInReader.Read(data, Now),
        ["GeofenceData"] = data => GeofenceReader.Read(data, Crossing.Entered, Now),
        ["EngagementData"] = data => EngagementReader.Read(data, Engagement.Clicked, Now),
        ["CashReceiptData"] = data => CashReceiptReader.Read(data, Now),
        ["CustomerData"] = data => _ = (IdentityReader.ReadRequired(data, "customer"), ProfilePatchReader.Read(data, Now)),
    };

    public static TheoryData<string, string> Examples() => new()
    {
        { "Enrolment", "Enrolment" },
        { "PurchaseRequest", "Purchase" },
        { "QuoteRequest", "QuoteRequest" },
        { "RefundRequest", "RefundRequest" },
        { "VoidRequest", "VoidRequest" },
        { "Identity", "Identity" },
        { "ProfilePatch", "ProfilePatch" },
        { "VerificationRequest", "VerificationRequest" },
        { "RebuildRequest", "RebuildRequest" },
        { "RunRequest", "RunRequest" },
        { "RedemptionRequest", "RedemptionRequest" },
        { "RedemptionRequest", "RewardRequest" },
        { "CaptureRequest", "CaptureRequest" },
        { "TransferRequest", "TransferRequest" },
        { "MergeRequest", "MergeRequest" },
        { "ClaimRequest", "ClaimRequest" },
        { "PurchaseData", "PurchaseCompletedEvent" },
        { "RefundData", "PurchaseRefundedEvent" },
        { "VoidData", "PurchaseVoidedEvent" },
        { "CheckInData", "CheckInEvent" },
        { "CustomerData", "CustomerUpdatedEvent" },
        { "GeofenceData", "GeofenceEnteredEvent" },
        { "EngagementData", "EngagementUnsubscribedEvent" },
        { "CashReceiptData", "CashReceiptPostedEvent" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_example_is_read_without_a_fault(string schema, string example) => Assert.Empty(Faults(schema, Data(example)));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_field_of_the_schema_is_read(string schema, string example)
    {
        Assert.All(FieldsOf(ApiDocument.Schemas[schema]!, Data(example), ""), field =>
        {
            var data = Data(example);
            Set(data, field.Pointer, IsText(field.Schema) ? JsonValue.Create(true) : JsonValue.Create("x"));
            Assert.Contains(Faults(schema, data), fault => fault.Pointer.StartsWith(field.Pointer, StringComparison.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_required_field_may_not_be_missing_and_any_other_may(string schema, string example)
    {
        Assert.All(FieldsOf(ApiDocument.Schemas[schema]!, Data(example), ""), field =>
        {
            var data = Data(example);
            Set(data, field.Pointer, null);
            Assert.Equal(field.Required, Faults(schema, data).Any(fault => fault.Pointer == field.Pointer && fault.Detail == "is missing"));
        });
    }

    [Fact]
    public void Limits_of_lists_are_those_of_the_rules()
    {
        var sale = ApiDocument.Schemas["Sale"]!["properties"]!;

        Assert.Equal(Purchase.MaximumLines, (int)sale["lines"]!["maxItems"]!);
        Assert.Equal(Purchase.MaximumTenders, (int)sale["tenders"]!["maxItems"]!);
        Assert.Equal(FieldValues.IdLength, (int)ApiDocument.Schemas["Id"]!["maxLength"]!);
        Assert.Equal(FieldValues.TextLength, (int)ApiDocument.Schemas["Text"]!["maxLength"]!);
    }

    private static JsonObject Data(string example)
    {
        var value = ApiDocument.Example(example).DeepClone().AsObject();
        return example.EndsWith("Event", StringComparison.Ordinal) ? value["data"]!.DeepClone().AsObject() : value;
    }

    private static IReadOnlyList<FieldFault> Faults(string schema, JsonObject data)
    {
        Assert.True(JsonBody.TryParse(System.Text.Encoding.UTF8.GetBytes(data.ToJsonString()), out var root, out var problem), problem);
        var fields = Fields.Of(root);
        Readers[schema](fields);
        return fields.Faults;
    }

    // Every field that the example has, with the schema that applies to it, from the outside in.
    private static IEnumerable<(string Pointer, JsonObject Schema, bool Required)> FieldsOf(JsonNode node, JsonObject data, string at)
    {
        var schemas = new[] { node }.Concat(node["allOf"] as JsonArray ?? []).Select(part => ApiDocument.Follow(part!)).ToList();
        var required = schemas.SelectMany(schema => schema["required"] as JsonArray ?? []).Select(name => (string)name!).ToHashSet();
        var properties = schemas.SelectMany(schema => schema["properties"]?.AsObject() ?? [])
            .ToDictionary(pair => pair.Key, pair => pair.Value!);
        Assert.Empty(data.Select(pair => pair.Key).Except(properties.Keys));
        foreach (var (name, value) in data.Where(pair => pair.Value is not null))
        {
            var schema = ApiDocument.Follow(properties[name]);
            yield return ($"{at}/{name}", schema, required.Contains(name));
            var (inner, place) = value is JsonArray list ? (list[0], $"{at}/{name}/0") : (value, $"{at}/{name}");
            var of = value is JsonArray ? schema["items"]! : schema["oneOf"]?[0] ?? schema;
            foreach (var field in inner is JsonObject nested ? FieldsOf(ApiDocument.Follow(of), nested, place) : [])
            {
                yield return field;
            }
        }
    }

    private static bool IsText(JsonObject schema) => schema["type"]?.ToJsonString() is not { } type
        || type.Contains("string", StringComparison.Ordinal) || type.Contains("number", StringComparison.Ordinal);

    private static void Set(JsonNode data, string pointer, JsonNode? value)
    {
        var parts = pointer.Split('/')[1..];
        var parent = parts[..^1].Aggregate(data, (node, part) => node is JsonArray list ? list[0]! : node[part]!);
        if (value is null) parent.AsObject().Remove(parts[^1]);
        else parent[parts[^1]] = value;
    }
}

using Loyalty.Programmes;
using LoyaltyFunctions.Connectors;

namespace LoyaltyFunctions.Requests;

/// <summary>
/// Reads the data of <c>survey.answered</c>, <c>case.closed</c>, <c>cart.abandoned</c> and <c>product.viewed</c>: a member, and the sender's id
/// of what happened. What else they say is kept with the delivery.
/// </summary>
public static class SignalReader
{
    /// <summary>The types, what rules and journeys call each, and the field that holds its id.</summary>
    public static readonly IReadOnlyList<(string Type, string On, string Id)> Types =
    [
        ("survey.answered", Occasions.Survey, "surveyId"),
        ("case.closed", "event:case.closed", "caseId"),
        ("cart.abandoned", "event:cart.abandoned", "cartId"),
        ("product.viewed", "event:product.viewed", "viewId"),
    ];

    /// <summary>Null exactly when a fault was noted.</summary>
    public static MemberSignal? Read(Fields data, (string Type, string On, string Id) type, DateTimeOffset occurredAt)
    {
        var before = data.Faults.Count;
        var member = IdentityReader.ReadRequired(data, "member");
        var id = data.Required(type.Id);
        var store = data.Optional("storeId");
        return data.Faults.Count > before || member is null || id is null
            ? null
            : new MemberSignal(occurredAt, type.On, member, $"{type.Type}:{id}", store);
    }
}

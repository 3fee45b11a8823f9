using Loyalty.Members;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads <c>{type, value}</c> and normalises it.</summary>
public static class IdentityReader
{
    /// <summary>The identity under a name; null without a fault when it is not there.</summary>
    public static Identity? Read(Fields fields, string name) => fields.Nested(name) is { } found ? Read(found) : null;

    public static Identity? ReadRequired(Fields fields, string name) => fields.RequiredNested(name) is { } found ? Read(found) : null;

    public static Identity? Read(Fields identity)
    {
        var type = identity.Required("type");
        var value = identity.Required("value", FieldValues.TextLength);
        if (type is null || value is null) return null;
        if (type == Pseudonym.IdentityType)
        {
            identity.Fault("type", "is chosen by the member alone");
            return null;
        }

        if (Identity.TryCreate(type, value, out var read, out var problem)) return read;
        if (Identity.IsType(type)) identity.Fault("value", problem);
        else identity.Fault("type", "is not of a-z, 0-9 and dashes, 32 at most");
        return null;
    }
}

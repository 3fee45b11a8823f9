using System.Text;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Requests;

/// <summary>Reads a body as a route does and gives what was read with the faults as <c>pointer: detail</c>.</summary>
internal static class Read
{
    public static (T? Value, IReadOnlyList<FieldFault> Faults) From<T>(string json, Func<Fields, T?> reader, string at = "")
    {
        Assert.True(JsonBody.TryParse(Encoding.UTF8.GetBytes(json), out var root, out var problem), problem);
        var fields = Fields.Of(root, at);
        var value = reader(fields);
        Assert.Equal(value is null, fields.Faults.Count > 0);
        return (value, fields.Faults);
    }
}

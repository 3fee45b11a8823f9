using LoyaltyFunctions.Hosting.Http;

namespace LoyaltyFunctions.Requests;

/// <summary>A request body read as one JSON object, or refused with everything that is wrong in it.</summary>
public static class JsonRequest
{
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<Fields, T> read)
    {
        if (!JsonBody.TryParse(body.Span, out var root, out var problem))
        {
            throw new ProblemException(Problem.Malformed, problem);
        }

        var fields = Fields.Of(root);
        var value = read(fields);
        Faults.Refuse(fields.Faults);
        return value;
    }
}

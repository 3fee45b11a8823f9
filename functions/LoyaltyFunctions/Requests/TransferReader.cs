using Loyalty;

namespace LoyaltyFunctions.Requests;

/// <summary>Points that one member wants to give another.</summary>
public sealed record TransferWish(string From, string To, Points Points);

/// <summary>Reads the body of <c>POST /api/transfers</c>.</summary>
public static class TransferReader
{
    public static TransferWish? Read(Fields body)
    {
        var from = body.Required("from");
        var to = body.Required("to");
        var points = body.WholeNumber("points");
        if (points is null && !body.Has("points"))
        {
            body.Fault("points", "is missing");
        }
        else if (points <= 0)
        {
            body.Fault("points", "must be 1 or more");
        }

        return from is null || to is null || points is not { } number ? null : new TransferWish(from, to, new Points(number));
    }
}

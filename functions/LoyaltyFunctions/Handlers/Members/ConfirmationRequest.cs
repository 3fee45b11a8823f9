using System.Security.Cryptography;
using System.Text;
using Loyalty.Programmes;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>A channel, and the code that the member was sent by it.</summary>
public sealed record Confirmation(string Channel, string Code)
{
    public static Confirmation? Read(Fields data)
    {
        var (channel, code) = (data.Required("channel"), data.Required("code"));
        if (channel is not null && !ContactPolicy.Channels.Contains(channel))
        {
            data.Fault("channel", $"must be one of {string.Join(", ", ContactPolicy.Channels)}");
            return null;
        }

        return channel is null || code is null ? null : new Confirmation(channel, code);
    }
}

/// <summary>`POST /api/members/{id}/confirmations`: the second half of a double opt-in. A wrong code changes nothing and is not kept.</summary>
public sealed class ConfirmationRequest(Ledger ledger, ProfileRequest profiles)
{
    public async Task<IActionResult> ConfirmAsync(string memberId, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var confirmation = JsonRequest.Read(body, Confirmation.Read)!;
        if (await ledger.FindOperationAsync(memberId, operation.Key, cancellation) is null
            && await ledger.FindProfileAsync(memberId, cancellation) is { } profile
            && !Fits(profile, confirmation))
        {
            throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/code", "is not the code that was sent, or the consent was withdrawn")]);
        }

        return (await profiles.ChangeAsync(memberId, operation, before => Confirm(before, confirmation), cancellation)).Answer;
    }

    private static MemberProfile Confirm(MemberProfile before, Confirmation confirmation) => Fits(before, confirmation)
        ? before with { Profile = before.Profile with { Confirmed = [.. (before.Profile.Confirmed ?? []).Union([confirmation.Channel])] } }
        : before;

    private static bool Fits(MemberProfile profile, Confirmation confirmation) =>
        profile.Profile.Asked?.GetValueOrDefault(confirmation.Channel) is { } code
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(confirmation.Code));
}

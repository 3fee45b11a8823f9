using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>
/// `POST /api/members/{id}/codes`: a reservation whose id a till can verify without a call. What the code buys is held until the tills have had
/// their time to tell of it, so a till that accepts it offline accepts nothing that is not there.
/// </summary>
public sealed class CodeRequest(RedemptionHandler redemptions, CodeSigner signer, ProgrammeBook programmes, IOptions<CodeOptions> options, TimeProvider clock)
{
    public Task<IActionResult> IssueAsync(Caller caller, string memberId, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (!signer.CanSign)
        {
            throw new ProblemException(Problem.NotFound, "No key for codes is set.");
        }

        var valid = TimeSpan.FromMinutes(options.Value.ValidMinutes);
        var wish = JsonRequest.Read(body, RedemptionReader.Read)!;
        wish = wish with { Request = wish.Request with { CarriesStores = true }, Capture = false, HoldFor = valid + TimeSpan.FromDays(options.Value.SettleDays) };
        return redemptions.HandleAsync(caller, memberId, operation, wish, row => Show(memberId, row, valid), cancellation);
    }

    private Answer Show(string memberId, RedemptionRow redemption, TimeSpan valid)
    {
        var now = clock.GetUtcNow();
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + valid).ToUnixTimeSeconds());
        var claims = new CodeClaims(programmes.Current.Id, memberId, redemption.Id, now.ToUnixTimeSeconds(), expires.ToUnixTimeSeconds(), redemption.Points.Value)
        {
            Reward = redemption.RewardId,
            Stores = redemption.RewardId is { } id && programmes.Current.Reward(id) is { Stores: { Count: > 0 } stores } ? stores : null,
        };
        var view = new CodeView(signer.Sign(claims), redemption.Id, redemption.Points.Value, expires) { RewardId = redemption.RewardId, Stores = claims.Stores };
        return new Answer(201, ApiJson.Write(view, ApiJson.Default.CodeView));
    }
}

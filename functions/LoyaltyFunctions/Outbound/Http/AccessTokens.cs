using System.Collections.Concurrent;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Vendors;

namespace LoyaltyFunctions.Outbound.Http;

/// <summary>
/// The tokens by which the hub is let in where partners have one that ends: asked for when it is needed, kept until shortly before its end, and
/// asked for anew when the system refuses it. Whoever needs one meanwhile waits for the same answer. Nothing of it is stored or logged.
/// </summary>
public sealed class AccessTokens(IHttpClientFactory clients, TimeProvider clock)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Slot> _slots = new();

    private sealed class Slot
    {
        public Task<AccessToken>? Flight { get; set; }

        public AccessToken? Held { get; set; }
    }

    /// <summary>What signs the hub in at the partner: the token of the settings, or one that is good for now.</summary>
    /// <param name="partner">Whose <c>ApiToken</c> or <c>ApiTokenUrl</c> is set.</param>
    /// <param name="refused">A token that the system has just refused, which is not given out again.</param>
    /// <param name="cancellation">Ends this wait, and no request that others wait for.</param>
    public async Task<string> OfAsync(Partner partner, string? refused, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(partner);
        if (!partner.RenewsToken)
        {
            return partner.ApiToken!;
        }

        var slot = _slots.GetOrAdd(partner.Id, _ => new Slot());
        Task<AccessToken> flight;
        lock (slot)
        {
            if (slot.Held is { } held && held.Value != refused && clock.GetUtcNow() < held.RenewAt)
            {
                return held.Value;
            }

            flight = slot.Flight is { IsCompleted: false } underWay ? underWay : slot.Flight = AskAsync(slot, partner);
        }

        return (await flight.WaitAsync(cancellation)).Value;
    }

    private async Task<AccessToken> AskAsync(Slot slot, Partner partner)
    {
        using var client = clients.CreateClient(OutboundHttp.Client);
        using var request = TokenRequest.Of(partner);
        var asked = clock.GetUtcNow();
        using var answer = await client.SendAsync(request, CancellationToken.None);
        if (HttpAnswers.Judge(answer, asked) is { Kind: not AttemptKind.Taken } failed)
        {
            throw new VendorException(Attempt.Failed("gave no access token: its token URL " + failed.Reason, failed.RetryAfter));
        }

        var (value, life) = TokenRequest.Read(await answer.Content.ReadAsByteArrayAsync(CancellationToken.None))
            ?? throw VendorApi.Failure("gave no access token: the answer of its token URL holds none");
        var margin = life / 2 < LongestMargin ? life / 2 : LongestMargin;
        var token = new AccessToken(value, asked + life - margin);
        lock (slot)
        {
            return slot.Held = token;
        }
    }
}

/// <summary>Not a record: nothing may print it.</summary>
internal sealed class AccessToken(string value, DateTimeOffset renewAt)
{
    public string Value { get; } = value;

    public DateTimeOffset RenewAt { get; } = renewAt;
}

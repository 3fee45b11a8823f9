using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>
/// A CRM or marketing system that is told about members. A contact is noted before the first call about it, so that whatever may have
/// arrived there can be erased again; who is no member any more is forgotten there, whichever event says so.
/// </summary>
internal sealed class VendorTarget(Partner partner, IVendor vendor, VendorParts parts) : ITarget
{
    public string Id { get; } = "partner:" + partner.Id;

    public string Address => partner.ApiBase!;

    public bool IsOrdered => false;

    public bool TellsState => vendor.TellsState;

    public bool Wants(string eventType) => !eventType.StartsWith("loyalty.run.", StringComparison.Ordinal);

    public async Task<Attempt> TellAsync(Notice notice, CancellationToken cancellation)
    {
        var known = await parts.Contacts.FindAsync(notice.Subject, Id, cancellation);
        var card = await parts.Cards.ReadAsync(known ?? new Contact(notice.Subject, Id), cancellation);
        using var client = parts.Clients.CreateClient(OutboundHttp.Client);
        var api = new VendorApi(client, partner, vendor.Authorize, parts.Tokens, parts.Clock);
        try
        {
            return card is null ? await ForgetAsync(api, known, cancellation)
                : vendor.NeedsEmail && card.Email is null ? await StopAsync(api, known, card, cancellation)
                : await TellAsync(api, notice, known, card, cancellation);
        }
        catch (VendorException e)
        {
            return e.Attempt;
        }
    }

    private async Task<Attempt> TellAsync(VendorApi api, Notice notice, Contact? known, MemberCard card, CancellationToken cancellation)
    {
        if (known is null)
        {
            known = new Contact(notice.Subject, Id) { Reference = vendor.ReferenceOf(card) };
            await parts.Contacts.PutAsync(known, cancellation);
            card = card with { Contact = card.Contact with { Reference = known.Reference } };
        }

        var reference = await vendor.TellAsync(api, notice, card, cancellation);
        var told = card.Contact with { Reference = reference };
        if (told != known)
        {
            await parts.Contacts.PutAsync(told, cancellation);
        }

        return Attempt.Taken;
    }

    private async Task<Attempt> StopAsync(VendorApi api, Contact? known, MemberCard card, CancellationToken cancellation)
    {
        if (known is null)
        {
            return Attempt.Nothing("has no address of the member that may be used");
        }

        await vendor.StopAsync(api, card, cancellation);
        return Attempt.Taken;
    }

    private async Task<Attempt> ForgetAsync(VendorApi api, Contact? known, CancellationToken cancellation)
    {
        if (known is null)
        {
            return Attempt.Nothing("was never told of the member");
        }

        await vendor.ForgetAsync(api, known, cancellation);
        await parts.Contacts.DeleteAsync(known, cancellation);
        return Attempt.Taken;
    }
}

/// <summary>What every vendor's target is made of.</summary>
public sealed record VendorParts(Contacts Contacts, MemberCards Cards, IHttpClientFactory Clients, AccessTokens Tokens, TimeProvider Clock);

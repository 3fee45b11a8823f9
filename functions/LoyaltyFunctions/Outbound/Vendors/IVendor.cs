using System.Net.Http.Headers;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>How one product is told about members. Failures are thrown by <see cref="VendorApi"/> as <see cref="VendorException"/>.</summary>
internal interface IVendor
{
    /// <summary>The format of the partner, as in the settings.</summary>
    string Format { get; }

    /// <summary>Finds people by their address, so that a member without one, or without consent, cannot be told of.</summary>
    bool NeedsEmail { get; }

    /// <summary>Is told what is so now, and not what happened.</summary>
    bool TellsState { get; }

    void Authorize(HttpRequestHeaders headers, string token);

    /// <summary>The id that the member will have there, where it follows from the address.</summary>
    string? ReferenceOf(MemberCard card) => null;

    /// <summary>Tells, and returns the member's id there. Told again, it must change nothing.</summary>
    Task<string?> TellAsync(VendorApi api, Notice notice, MemberCard card, CancellationToken cancellation);

    /// <summary>A member who is known there must not be mailed any more. The card has no address.</summary>
    Task StopAsync(VendorApi api, MemberCard card, CancellationToken cancellation);

    /// <summary>Erases the member there; one who is not there is fine.</summary>
    Task ForgetAsync(VendorApi api, Contact contact, CancellationToken cancellation);
}

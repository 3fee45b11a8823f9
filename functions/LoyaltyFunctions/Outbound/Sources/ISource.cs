using System.Net.Http.Headers;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Vendors;

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>What a system said when it was asked for what it had only named. <c>Next</c>: the rest of a collection, to be asked for by itself.</summary>
internal sealed record Fetched(params IReadOnlyList<InboundEvent> Events)
{
    public ResourceChanged? Next { get; init; }

    /// <summary>What is wrong with the answer, for which nothing of it is taken.</summary>
    public string? Fault { get; init; }
}

/// <summary>How one product is asked for what its notices name. Failures are thrown by <see cref="VendorApi"/> as <see cref="VendorException"/>.</summary>
internal interface ISource
{
    /// <summary>The format of the partner, as in the settings.</summary>
    string Format { get; }

    void Authorize(HttpRequestHeaders headers, string token);

    /// <summary>Whether this kind of change says anything to the hub.</summary>
    bool Knows(ResourceChanged changed);

    /// <summary>Asks. What is not there any more has no events.</summary>
    Task<Fetched> FetchAsync(VendorApi api, Partner partner, ResourceChanged changed, CancellationToken cancellation);
}

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>Every format whose notices hold no data. Its partners are asked once <c>ApiBase</c> is set, and <c>ApiToken</c> or <c>ApiTokenUrl</c>.</summary>
internal static class SourceCatalogue
{
    private static readonly IReadOnlyList<ISource> All = [new CloverSource(), new BusinessCentralSource(), new SapSource(), new EsriSource(), new HubSpotSource(), new DataverseSource()];

    public static IEnumerable<string> Formats => All.Select(source => source.Format);

    public static ISource? Of(string format) => All.FirstOrDefault(source => source.Format == format);
}

using System.Globalization;
using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Demo;

/// <summary>A signed delivery, ready to be sent as often as one likes.</summary>
internal sealed record DemoPost(DemoStep Step, string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>Makes deliveries of the samples, as the partners of the settings would sign them now.</summary>
internal sealed class DemoSigner(
    DemoSamples samples,
    PartnerBook book,
    IOptions<Dictionary<string, PartnerOptions>> partners,
    TimeProvider clock)
{
    private int _signed;

    public string Run => samples.Run;

    /// <summary>The first partner of the settings that has this format.</summary>
    public Partner? PartnerOf(string format) =>
        partners.Value.Keys.Select(book.Find).FirstOrDefault(known => known?.Partner.Format == format)?.Partner;

    /// <summary>A new delivery each time, with an id of its own.</summary>
    public DemoPost Sign(DemoStep step)
    {
        var partner = PartnerOf(step.Format) ?? throw new InvalidOperationException($"No partner of the settings has the format {step.Format}.");
        var body = samples.Body(step);
        var id = string.Create(CultureInfo.InvariantCulture, $"demo-{samples.Run}-{++_signed}");
        var proof = DemoSigning.Prove(partner, step.Sample, id, clock.GetUtcNow(), body);
        var path = PathOf(partner);
        return new DemoPost(step, proof.Secret.Length == 0 ? path : $"{path}/{proof.Secret}", body, proof.Headers);
    }

    /// <summary>An event of the year, under its own id, so that it has one effect however often it is sent.</summary>
    public (string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers) Sign(YearEvent one)
    {
        var partner = PartnerOf(StandardWebhooksConnector.Name)!;
        var body = Encoding.UTF8.GetBytes(one.Body());
        return (PathOf(partner), body, DemoSigning.Prove(partner, one.Type, one.Id, clock.GetUtcNow(), body).Headers);
    }

    private static string PathOf(Partner partner) => $"/api/webhooks/{partner.Kind}/{partner.Id}";
}

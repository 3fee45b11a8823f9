using System.Globalization;
using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.ErpFiles;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Demo;

/// <summary>A signed delivery, ready to be sent as often as one likes.</summary>
internal sealed record DemoPost(DemoStep Step, string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>A signed delivery of the year.</summary>
internal sealed record YearPost(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers);

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
    public YearPost Sign(YearEvent one) => Sign(StandardWebhooksConnector.Name, one.Type, one.Id, one.Body());

    /// <summary>A file of the year.</summary>
    public YearPost Sign(YearFile file) => Sign(ErpFilesConnector.Name, file.Name, file.Id, file.Csv);

    private YearPost Sign(string format, string sample, string id, string text)
    {
        var (partner, body) = (PartnerOf(format)!, Encoding.UTF8.GetBytes(text));
        return new YearPost(PathOf(partner), body, DemoSigning.Prove(partner, sample, id, clock.GetUtcNow(), body).Headers);
    }

    private static string PathOf(Partner partner) => $"/api/webhooks/{partner.Kind}/{partner.Id}";
}

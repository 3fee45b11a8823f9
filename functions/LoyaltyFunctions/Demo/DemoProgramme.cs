using System.Globalization;
using System.Text.Json.Nodes;

namespace LoyaltyFunctions.Demo;

/// <summary>
/// Publishes the department store's programme as an operator would. It becomes a version of the sample programme, under its id, so that a
/// hub that is started without the demo later goes on with it; a retailer's own programme is left alone.
/// </summary>
internal sealed class DemoProgramme(DemoClient client, Page page)
{
    private const string Path = "/api/program";
    private const string Sample = "sample";
    private const string Version = "department-store-1";

    public async Task PublishAsync(CancellationToken stopping)
    {
        var file = System.IO.Path.Combine(AppContext.BaseDirectory, "programmes", "department-store.json");
        var document = JsonNode.Parse(await File.ReadAllTextAsync(file, stopping))!.AsObject();
        (document["id"], document["version"]) = (Sample, Version);
        var answer = await client.PutAsync(Path, document, stopping);
        page.Say(answer.Status == 200
            ? $"The programme is that of a department store, functions/LoyaltyFunctions/programmes/department-store.json, published here as version {Version}."
            : string.Create(CultureInfo.InvariantCulture, $"The hub keeps its own programme: PUT {Path} answered {answer.Status}."));
    }
}

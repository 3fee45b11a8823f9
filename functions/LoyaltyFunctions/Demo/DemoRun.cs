using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Demo;

/// <summary>The story, step by step: members, the samples of every format, some trouble on purpose, and then the account of it all.</summary>
internal sealed class DemoRun(DemoClient client, DemoSender sender, DemoBlobs blobs, TimeProvider clock, Page page)
{
    private const string MembersPath = "/api/members";
    private const string MembersCall = "POST " + MembersPath;

    public async Task TellAsync(CancellationToken stopping)
    {
        await client.WaitForHubAsync(stopping);
        if (client.Objection is { } objection)
        {
            page.Say(objection);
            return;
        }

        var before = await blobs.ListAsync(stopping);
        var findings = new DemoFindings();
        var samples = DemoSamples.New(clock.GetUtcNow());
        DemoReport.Open(page, samples);
        await EnrolPeopleAsync(findings, stopping);
        await DeliverSamplesAsync(findings, samples, stopping);
        await MakeTroubleAsync(findings, samples, stopping);
        await findings.ReadAsync(client, blobs, before, stopping);
        new DemoReport(page, findings).Write(client);
    }

    private async Task EnrolPeopleAsync(DemoFindings findings, CancellationToken stopping)
    {
        findings.Begin("The hub's own API, as the client operator");
        foreach (var person in DemoStory.People)
        {
            await EnrolAsync(findings, person, stopping);
        }
    }

    private async Task DeliverSamplesAsync(DemoFindings findings, DemoSamples samples, CancellationToken stopping)
    {
        foreach (var steps in DemoStory.Steps.GroupBy(step => step.Format))
        {
            if (sender.PartnerOf(steps.Key) is not { } partner)
            {
                findings.Begin($"{steps.Key}: no partner of the settings has this format, so its samples are left out");
                continue;
            }

            findings.Begin($"{steps.Key}, signed as partner {partner.Id}: POST /api/webhooks/{partner.Kind}/{partner.Id}");
            foreach (var step in steps)
            {
                findings.Tell(await sender.SendAsync(sender.Sign(step, samples), stopping));
            }
        }
    }

    /// <summary>What every hub meets: a repeated delivery, a repeated receipt, a forged body, and a customer whom nobody has enrolled yet.</summary>
    private async Task MakeTroubleAsync(DemoFindings findings, DemoSamples samples, CancellationToken stopping)
    {
        if (sender.PartnerOf(DemoStory.Trouble.Format) is null)
        {
            return;
        }

        findings.Begin("Trouble, on purpose");
        var post = sender.Sign(DemoStory.Trouble, samples);
        var first = await sender.SendAsync(post, stopping);
        findings.Tell(first);
        var again = await sender.SendAsync(post, stopping);
        findings.Tell(again, "the very same delivery again", again.DeliveryId == first.DeliveryId ? "the same id, and no second effect" : null);
        findings.Tell(await sender.SendAsync(sender.Sign(DemoStory.Trouble, samples), stopping), "the same receipt, a new delivery id");
        var forged = await sender.SendAsync(post with { Body = Forge(post.Body) }, stopping);
        findings.Tell(forged, "the amount changed after signing", forged.Status == 401 ? "refused, as it must be" : null);
        await SellToStrangerAsync(findings, samples, stopping);
    }

    private async Task SellToStrangerAsync(DemoFindings findings, DemoSamples samples, CancellationToken stopping)
    {
        var stranger = DemoStory.Stranger(samples.Run);
        var waiting = await sender.SendAsync(sender.Sign(DemoStory.SaleTo(stranger), samples), stopping);
        findings.Tell(waiting);
        await EnrolAsync(findings, stranger, stopping);
        findings.Tell(await sender.FollowAsync(waiting, stopping), "the sale that waited, now");
    }

    private async Task EnrolAsync(DemoFindings findings, DemoPerson person, CancellationToken stopping)
    {
        var identities = person.Identities.Select(identity => new JsonObject { ["type"] = identity.Type, ["value"] = identity.Value });
        var body = new JsonObject { ["givenName"] = person.Name, ["identities"] = new JsonArray([.. identities]) };
        var headers = new Dictionary<string, string>
        {
            ["Authorization"] = $"Bearer {DemoClient.Key}",
            ["Idempotency-Key"] = $"demo-{person.Identities[0].Value}",
        };
        var answer = await client.PostAsync(MembersPath, Encoding.UTF8.GetBytes(body.ToJsonString()), headers, stopping);
        var known = answer.Status == 201
            ? JsonSerializer.Deserialize(answer.Body, ApiJson.Default.MemberView)
            : await LookUpAsync(person, answer, stopping);
        findings.Met(person.Name, known!.MemberId);
        var says = $"{person.Name} ({string.Join(", ", person.Identities.Select(identity => identity.Type))})";
        findings.Tell(MembersCall, says, answer.Status, answer.Replayed ? "a member since an earlier run; the same answer as then"
            : answer.Status == 201 ? "enrolled" : "a member already, found by look-up");
    }

    /// <summary>Somebody has enrolled the person before, in another way.</summary>
    private async Task<MemberView> LookUpAsync(DemoPerson person, DemoAnswer answer, CancellationToken stopping)
    {
        var (type, value) = person.Identities[0];
        var path = $"{MembersPath}/lookup?type={type}&value={Uri.EscapeDataString(value)}";
        return await client.FindAsync(path, ApiJson.Default.MemberView, stopping)
            ?? throw new InvalidOperationException(DemoClient.Describe(MembersCall, answer.Status, answer.Body));
    }

    private static byte[] Forge(byte[] body) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("42.50", "942.50", StringComparison.Ordinal));
}

using System.Text;
using LoyaltyFunctions.Outbound.Sources;

namespace LoyaltyFunctions.Demo;

/// <summary>The story, step by step: members, the samples of every format, some trouble on purpose, points spent, and the account of it all.</summary>
internal sealed class DemoRun(DemoOperator desk, DemoSigner signer, DemoSender sender, DemoFindings findings, DemoReport report)
{
    private const int PointsToSpend = 1_000;

    /// <summary>Returns the id of somebody to look at.</summary>
    public async Task<string> TellAsync(CancellationToken stopping)
    {
        report.Open();
        await findings.LookBeforeAsync(stopping);
        await EnrolPeopleAsync(stopping);
        await DeliverSamplesAsync(stopping);
        await MakeTroubleAsync(stopping);
        await SpendAsync(stopping);
        await findings.LookAfterAsync(stopping);
        report.Write();
        return findings.People[0].Id;
    }

    private async Task EnrolPeopleAsync(CancellationToken stopping)
    {
        findings.Begin("The hub's own API, as the client operator");
        foreach (var person in DemoStory.People)
        {
            await EnrolAsync(person, stopping);
        }
    }

    private async Task DeliverSamplesAsync(CancellationToken stopping)
    {
        foreach (var steps in DemoStory.Steps.GroupBy(step => step.Format))
        {
            if (signer.PartnerOf(steps.Key) is not { } partner)
            {
                findings.Begin($"{steps.Key}: no partner of the settings has this format, so its samples are left out");
                continue;
            }

            findings.Begin($"{steps.Key}, signed as partner {partner.Id}: POST /api/webhooks/{partner.Kind}/{partner.Id}");
            foreach (var step in steps)
            {
                var result = await sender.SendAsync(signer.Sign(step), stopping);
                findings.Tell(result, note: HasAsked(partner.Id, result) ? "the hub asked what it is" : null);
            }
        }
    }

    /// <summary>What every hub meets: a repeated delivery, a repeated receipt, a forged body, and a customer whom nobody has enrolled yet.</summary>
    private async Task MakeTroubleAsync(CancellationToken stopping)
    {
        if (signer.PartnerOf(DemoStory.Trouble.Format) is null)
        {
            return;
        }

        findings.Begin("Trouble, on purpose");
        var post = signer.Sign(DemoStory.Trouble);
        var first = await sender.SendAsync(post, stopping);
        findings.Tell(first);
        var again = await sender.SendAsync(post, stopping);
        findings.Tell(again, "the very same delivery again", again.DeliveryId == first.DeliveryId ? "the same id, and no second effect" : null);
        findings.Tell(await sender.SendAsync(signer.Sign(DemoStory.Trouble), stopping), "the same receipt, a new delivery id");
        var forged = await sender.SendAsync(post with { Body = Forge(post.Body) }, stopping);
        findings.Tell(forged, "the amount changed after signing", forged.Status == 401 ? "refused, as it must be" : null);
        await SellToStrangerAsync(stopping);
    }

    private async Task SellToStrangerAsync(CancellationToken stopping)
    {
        var stranger = DemoStory.Stranger(signer.Run);
        var waiting = await sender.SendAsync(signer.Sign(DemoStory.SaleTo(stranger)), stopping);
        findings.Tell(waiting);
        await EnrolAsync(stranger, stopping);
        findings.Tell(await sender.FollowAsync(waiting, stopping), "the sale that waited, now");
    }

    private async Task SpendAsync(CancellationToken stopping)
    {
        var (name, id) = findings.People[0];
        findings.Begin("Points are spent: POST /api/members/{id}/redemptions");
        findings.Tell(await sender.FollowAsync(() => desk.SpendAsync(name, id, PointsToSpend, stopping), stopping));
    }

    private async Task EnrolAsync(DemoPerson person, CancellationToken stopping)
    {
        findings.Tell(await sender.FollowAsync(
            async () =>
            {
                var (memberId, told) = await desk.EnrolAsync(person, stopping);
                findings.Met(person.Name, memberId);
                return told;
            },
            stopping));
    }

    /// <summary>Whether the delivery only named something.</summary>
    private static bool HasAsked(string partner, DemoResult result) =>
        SourceCatalogue.Of(result.Post.Step.Format) is not null && result.Followed.Any(told => told.System == partner && told.Method == "GET");

    private static byte[] Forge(byte[] body) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("42.50", "942.50", StringComparison.Ordinal));
}

using System.Text.Json;
using LoyaltyFunctions.Tests.Documentation;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>Offers of the department store that members activate for themselves, on a hub that runs its programme.</summary>
public sealed class OfferStories(OfferStories.Store store) : IClassFixture<OfferStories.Store>
{
    private const string Offer = "shoe-bonus";

    [Fact]
    public async Task Whoever_activates_an_offer_gets_it_on_the_next_pair_and_not_on_the_one_after()
    {
        var member = await store.Hub.As("operator").EnrolAsync(new MemberBody());
        Assert.Equal("not-activated", await SeenAsync(member));
        Assert.DoesNotContain(Offer, await BuyAsync(member, new SaleBody("120.00") { Lines = [new("shoes", "120.00")] }));

        var activated = await ActivateAsync(member);
        var again = await ActivateAsync(member);

        Assert.Equal((201, 200), (activated.Status, again.Status));
        Assert.Equal(activated.Json.GetProperty("grantId").GetString(), again.Json.GetProperty("grantId").GetString());
        Assert.Equal("open", await SeenAsync(member));
        Assert.DoesNotContain(Offer, await BuyAsync(member, new SaleBody("120.00") { Lines = [new("clothes", "120.00")] }));
        Assert.Contains(Offer, await BuyAsync(member, new SaleBody("120.00") { Lines = [new("shoes", "120.00")] }));
        Assert.DoesNotContain(Offer, await BuyAsync(member, new SaleBody("120.00") { Lines = [new("shoes", "120.00")] }));
        Assert.Equal("limit-reached", await SeenAsync(member));
        Assert.Equal(("offer-unavailable", "limit-reached"), ((await ActivateAsync(member)).Problem, (await ActivateAsync(member)).Json.GetProperty("detail").GetString()));
        var told = await Eventually.SeeAsync(
            "the topic was told of both",
            () => store.Hub.As("operator").EventsAsync(member),
            events => events.Count(IsOffer) == 2,
            events => $"{events.Count(IsOffer)} events");
        Assert.Equal(["loyalty.offer.issued", "loyalty.offer.redeemed"], told.Where(IsOffer).Select(one => one.GetProperty("type").GetString()).Order());
        await Audit.IntactAsync(store.Hub, member);
    }

    [Fact]
    [Trait("Fault", "90")]
    public async Task A_pair_that_is_brought_back_takes_the_points_of_the_offer_along_and_the_use_stays_used()
    {
        var member = await store.Hub.As("operator").EnrolAsync(new MemberBody());
        (await ActivateAsync(member)).Expect(201);
        var before = await store.Hub.As("operator").PointsAsync(member);
        var pair = new SaleBody("120.00") { Lines = [new("shoes", "120.00")] };
        Assert.Contains(Offer, await BuyAsync(member, pair));

        var refund = $$"""{"storeId":"{{pair.StoreId}}","receiptId":"{{pair.ReceiptId}}","refundId":"back","currency":"EUR","total":"120.00"}""";
        (await store.Hub.As("till").PostAsync("/api/refunds", refund)).Expect(200);

        Assert.Equal(before, await store.Hub.As("operator").PointsAsync(member));
        Assert.Equal("limit-reached", await SeenAsync(member));
        Assert.DoesNotContain(Offer, await BuyAsync(member, new SaleBody("120.00") { Lines = [new("shoes", "120.00")] }));
        await Audit.IntactAsync(store.Hub, member);
    }

    private Task<Reply> ActivateAsync(string member) => store.Hub.As("operator").PostAsync($"/api/members/{member}/offers/{Offer}/activations", "");

    private async Task<IReadOnlyList<string?>> BuyAsync(string member, SaleBody sale) =>
        [.. (await store.Hub.As("till").RecordAsync(member, sale)).GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString())];

    private async Task<string?> SeenAsync(string member) => (await store.Hub.As("operator").GetAsync($"/api/members/{member}/offers")).Expect(200).Json
        .GetProperty("items").EnumerateArray().Single(offer => offer.GetProperty("id").GetString() == Offer).GetProperty("reason").GetString();

    private static bool IsOffer(JsonElement told) => told.GetProperty("type").GetString()!.StartsWith("loyalty.offer.", StringComparison.Ordinal);

    /// <summary>A hub that runs the department store.</summary>
    public sealed class Store : IAsyncLifetime
    {
        private Hub? _hub;

        public Hub Hub => _hub!;

        // Far from the end of a month, by which the offer is limited.
        public async Task InitializeAsync() => _hub = await Hub.StartAsync(
            HubSettings.Standard.With("Program__Path", Path.Combine(Repository.Root, "functions", "LoyaltyFunctions", "programmes", "department-store.json")),
            null,
            "--now",
            "2026-11-10T10:00:00Z");

        public async Task DisposeAsync()
        {
            Assert.Empty(Hub.Output.Leaks(Hub.Settings.Confidential));
            await Hub.DisposeAsync();
        }
    }
}

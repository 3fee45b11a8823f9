using System.Net;
using System.Text.Json;
using Loyalty.Members;
using Loyalty.Places;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>What connected systems take back: invoices, articles, customers, fences.</summary>
public sealed class RemovedRecordTests : IDisposable
{
    private readonly Stage _stage = new(settings: ErpCases.Central);

    private long Balance => JsonElement.Parse(_stage.Process.Get($"members/{_stage.Members[ErpCases.Ada]}")!.Body).GetProperty("balance").GetProperty("points").GetInt64();

    private IEnumerable<string> Identities => JsonElement.Parse(_stage.Process.Get($"members/{_stage.Members[ErpCases.Ada]}")!.Body)
        .GetProperty("identities").EnumerateArray().Select(one => $"{one.GetProperty("type").GetString()}:{one.GetProperty("value").GetString()}");

    public void Dispose() => _stage.End();

    [Fact]
    [Trait("Fault", "90")]
    public void A_credit_memo_takes_back_what_its_invoice_earned_once_however_often_it_is_told()
    {
        ErpCases.Invoiced(_stage);
        Assert.Equal(100 + 170, Balance);

        ErpCases.Credit(_stage, "m1", "CM-1", "20.00");
        ErpCases.Notify(_stage, "salesCreditMemos(m1)", "created");
        Assert.Equal(100 + 150, Balance);

        ErpCases.Credit(_stage, "m2", "CM-2", "500.00");
        Assert.Equal(100, Balance);
        Settle();
    }

    [Fact]
    [Trait("Fault", "16")]
    public void A_credit_memo_that_comes_before_its_invoice_is_claimed_counts_then()
    {
        ErpCases.Known(_stage);
        ErpCases.Credit(_stage, "m1", "CM-1", "20.00");
        ErpCases.Invoice(_stage);

        Assert.Equal(100 + 150, Balance);
        Settle();
    }

    [Fact]
    public void A_credit_memo_of_an_invoice_that_never_earns_is_no_dead_letter()
    {
        ErpCases.Known(_stage);
        ErpCases.Credit(_stage, "m1", "CM-1", "20.00");
        Assert.Contains(nameof(DeliveryStatus.Waiting), Statuses());

        _stage.Pass(TimeSpan.FromDays(31));
        _stage.Run(process => process.RetryParked());
        _stage.WorkQueues();

        Assert.All(Statuses(), status => Assert.Equal(nameof(DeliveryStatus.Processed), status));
        Assert.Empty(new Books(_stage.World).Rows(Names.Tables.DeadLetters));
        Assert.Empty(new Books(_stage.World).Rows(Names.Tables.Waiting));
        Settle();
    }

    [Fact]
    public void A_deleted_article_has_no_category_any_more_and_what_was_sold_before_keeps_its_own()
    {
        _stage.Enrol(ErpCases.Ada);
        _stage.World.Receiver.Answer = _ => ErpCases.Says("""{"id":"i1","number":"BEANS","itemCategoryCode":"coffee"}""");
        ErpCases.Notify(_stage, "items(i1)");
        ErpCases.Sell(_stage, "w1", "r1");
        Assert.Equal(100 + 250, Balance);

        Delete("items(i1)");
        ErpCases.Sell(_stage, "w2", "r2");

        Assert.Equal(100 + 250 + 170, Balance);
        Settle();
    }

    [Fact]
    [Trait("Fault", "18")]
    public void What_was_told_of_an_article_before_it_was_deleted_does_not_bring_it_back_and_what_is_told_later_does()
    {
        ItemsUpdated Told(TimeSpan before) => new(_stage.Now - before, [new Item("BEANS", "coffee", null, true)]);
        Handle(new ItemRemoved(_stage.Now - TimeSpan.FromHours(2), "beans", null));
        Handle(Told(TimeSpan.FromHours(3)));
        Assert.Null(Find()!.Category);

        Handle(Told(TimeSpan.FromHours(1)));

        Assert.Equal(("coffee", true), (Find()!.Category, Find()!.LoyaltyExcluded));
        Item? Find() => _stage.Process.Run(() => _stage.Process.Get<Items>().FindAsync(Items.Everybody, "BEANS", default));
    }

    [Fact]
    public void An_article_of_which_nothing_was_told_is_no_fault() =>
        Assert.Equal("nothing was ever told of the article", Handle(new ItemRemoved(_stage.Now, null, "i9")).Reason);

    [Fact]
    [Trait("Fault", "110")]
    public void A_deleted_customer_is_not_known_by_that_number_any_more_and_stays_a_member()
    {
        ErpCases.Known(_stage);
        ErpCases.Notify(_stage, "customers(c1)");
        Assert.Equal(["businesscentral-customer:C-1", "businesscentral-record:c1"], Identities.Where(one => one.StartsWith("businesscentral", StringComparison.Ordinal)).Order());

        Delete("customers(c1)");

        Assert.Equal([$"card:{ErpCases.Ada}", $"phone:49151{ErpCases.Ada}"], Identities.Order());
        Assert.Equal(100, Balance);
        Assert.Single(_stage.World.Events.Events.Values, told => told.Contains("loyalty.member.updated", StringComparison.Ordinal) && told.Contains(_stage.Now.ToString("yyyy-MM-ddTHH:mm", null), StringComparison.Ordinal));
        Settle();
    }

    [Fact]
    public void Of_two_records_of_one_member_only_the_deleted_one_goes()
    {
        ErpCases.Known(_stage);
        ErpCases.Notify(_stage, "customers(c1)");
        ErpCases.Attach(_stage, ErpCases.Ada, "businesscentral-customer", "C-2");
        _stage.World.Receiver.Answer = _ => ErpCases.Says("""{"id":"c2","number":"C-2"}""");
        ErpCases.Notify(_stage, "customers(c2)");

        Delete("customers(c1)");

        Assert.Equal(["businesscentral-customer:C-2", "businesscentral-record:c2"], Identities.Where(one => one.StartsWith("businesscentral", StringComparison.Ordinal)).Order());
        Settle();
    }

    [Fact]
    public void The_last_identity_of_a_member_stays_and_the_delivery_says_so()
    {
        _stage.Members[ErpCases.Ada] = _stage.Post("members", "enrol", """{"identities":[{"type":"hubspot-contact","value":"512"}]}""").Text("memberId");

        Assert.Equal("the hubspot-contact is all that identifies the member, and stays", Handle(new CustomerRemoved(_stage.Now, Of("hubspot-contact", "512"))).Reason);
        Assert.Equal(["hubspot-contact:512"], Identities);
        Assert.Equal("nobody is enrolled with this hubspot-contact", Handle(new CustomerRemoved(_stage.Now, Of("hubspot-contact", "513"))).Reason);
    }

    [Fact]
    [Trait("Fault", "80")]
    public void Fences_that_a_layer_does_not_hold_any_more_go_and_no_others()
    {
        foreach (var (partner, fence) in ((string, string)[])[("acme", "stores/0/7"), ("acme", "stores/0/8"), ("acme", "stores/1/8"), ("acme", "berlin"), ("other", "stores/0/8")])
            Handle(Set(fence), partner);
        _stage.Pass(TimeSpan.FromMinutes(1));

        Handle(new FencesListed(_stage.Now, "stores/0/", new HashSet<string> { "stores/0/7" }));

        Assert.Equal(["berlin", "stores/0/7", "stores/1/8"], Fences("acme"));
        Assert.Equal(["stores/0/8"], Fences("other"));
    }

    [Fact]
    [Trait("Fault", "18")]
    public void A_fence_that_came_while_a_layer_was_asked_what_it_holds_stays()
    {
        Handle(Set("stores/0/7"));
        _stage.Pass(TimeSpan.FromMinutes(1));
        var asked = _stage.Now;
        Handle(Set("stores/0/8"));

        Handle(new FencesListed(asked, "stores/0/", new HashSet<string>()));

        Assert.Equal(["stores/0/8"], Fences("acme"));
    }

    private static Identity Of(string type, string value) =>
        Identity.TryCreate(type, value, out var identity, out _) ? identity : throw new ArgumentException("No identity.", nameof(value));

    private static FenceSet Set(string id) => new(
        World.Start,
        new KeptFence(id, null, 100, """{"type":"Point","coordinates":[13.4,52.5]}"""u8.ToArray()),
        new Fence.Circle(new GeoPoint(13.4, 52.5), 100));

    private void Delete(string resource)
    {
        _stage.Pass(TimeSpan.FromMinutes(2));
        _stage.World.Receiver.Answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound);
        ErpCases.Notify(_stage, resource, "deleted");
    }

    private IEnumerable<string> Fences(string partner) =>
        _stage.Process.Run(() => _stage.Process.Get<Fences>().OfAsync(partner, default)).Select(fence => fence.Id).Order();

    private EventOutcome Handle(InboundEvent told, string partner = "acme") => _stage.Process.Run(() => _stage.Process.Get<InboundEvents>().HandleAsync(
        told, new EventOrigin(Guid.NewGuid().ToString("N"), told is ItemsUpdated or ItemRemoved ? "central" : partner, _stage.Now, 0), default));

    private IReadOnlyList<string> Statuses() =>
        [.. new Books(_stage.World).Rows(Names.Tables.Deliveries).Where(row => row.Properties.ContainsKey("Status")).Select(row => (string)row.Properties["Status"])];

    private void Settle()
    {
        _stage.Settle();
        Assert.Empty(_stage.Faults(settled: true));
    }
}

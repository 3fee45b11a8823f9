using System.Text.Json;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What members see of offers on payments by a linked card.</summary>
public sealed class CardOfferTests
{
    private const string Ada = ErpCases.Ada;
    private const string Bob = ErpCases.Bob;

    private readonly Stage _stage = new(CardCases.Offers, ErpCases.Settings);

    private long Points(string card = Ada) => JsonElement.Parse(_stage.Process.Get($"members/{_stage.Members[card]}")!.Body).GetProperty("balance").GetProperty("points").GetInt64();

    private string Entries(string card = Ada) => _stage.Process.Get($"members/{_stage.Members[card]}/entries")!.Body;

    private HttpAnswer Activate(string key) => _stage.Post($"members/{_stage.Members[Ada]}/offers/clip/activations", key, "");

    private string OfferOf(string id) => JsonElement.Parse(_stage.Process.Get($"members/{_stage.Members[Ada]}/offers")!.Body).GetProperty("items").EnumerateArray()
        .Single(offer => offer.GetProperty("id").GetString() == id).GetProperty("reason").GetString()!;

    [Fact]
    public void A_payment_earns_once_however_often_it_is_posted()
    {
        CardCases.Linked(_stage);
        var before = Points();

        CardCases.Paid(_stage, "p1", "CR-1", "120.00");
        CardCases.Paid(_stage, "p2", "CR-1", "120.00");

        Assert.Equal(240 + 30, Points() - before);
        Assert.Contains("\"source\":{\"partner\":\"books\",\"storeId\":\"cafe-1\",\"receiptId\":\"CR-1\"}", Entries(), StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"card-payment\"", Entries(), StringComparison.Ordinal);
        Assert.Contains("\"rules\":[{\"id\":\"cafe\",\"points\":240},{\"id\":\"thanks\",\"points\":30}]", Entries(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_given_back_of_a_payment_takes_its_points_whichever_comes_first()
    {
        CardCases.Linked(_stage);
        var before = Points();

        CardCases.Back(_stage, "p2", "CR-2", "CR-1", "-40.00");
        Assert.Equal(before, Points());
        CardCases.Paid(_stage, "p1", "CR-1", "120.00");
        Assert.Equal(160 + 30, Points() - before);
        CardCases.Back(_stage, "p3", "CR-3", "CR-1", "-80.00");
        CardCases.Back(_stage, "p4", "CR-3", "CR-1", "-80.00");

        Assert.Equal(before, Points());
    }

    [Fact]
    public void A_payment_may_be_given_back_under_its_own_number()
    {
        CardCases.Linked(_stage);
        var before = Points();
        CardCases.Paid(_stage, "p1", "CR-1", "120.00");

        ErpCases.Pay(_stage, "p2", ErpCases.CashReceipt("CR-1", "-120.00"));

        Assert.Equal(before, Points());
    }

    [Fact]
    public void Without_a_linked_card_nothing_is_earned_and_the_offer_says_so()
    {
        _stage.Enrol(Ada);
        var before = Points();
        CardCases.Paid(_stage, "p1", "CR-1", "120.00");
        Assert.Equal((before, "card-missing"), (Points(), OfferOf("cafe")));
        Assert.Contains("card-missing", Activate("too soon").Body, StringComparison.Ordinal);

        ErpCases.Attach(_stage, Ada, "payment-card", CardCases.Fingerprint);
        Assert.Equal("open", OfferOf("cafe"));
        CardCases.Paid(_stage, "p2", "CR-2", "20.00");
        Assert.Equal(40 + 30, Points() - before);
        Assert.Equal("limit-reached", OfferOf("thanks"));
    }

    [Fact]
    public void An_offer_that_the_member_has_activated_is_settled_by_one_payment()
    {
        CardCases.Linked(_stage);
        CardCases.Paid(_stage, "p1", "CR-1", "20.00");
        var before = Points();

        Assert.Equal((201, "open"), (Activate("clip").Status, OfferOf("clip")));
        CardCases.Paid(_stage, "p2", "CR-2", "20.00");
        CardCases.Paid(_stage, "p3", "CR-3", "20.00");

        Assert.Equal((40 + 7 + 40, "not-activated"), (Points() - before, OfferOf("clip")));
    }

    [Fact]
    public void A_card_that_was_unlinked_earns_for_who_links_it_next_and_what_it_paid_before_stays_where_it_was()
    {
        CardCases.Linked(_stage);
        CardCases.Paid(_stage, "p1", "CR-1", "120.00");
        var ada = Points();
        CardCases.Unlink(_stage);
        CardCases.Paid(_stage, "p2", "CR-2", "20.00");
        Assert.Equal((ada, "card-missing"), (Points(), OfferOf("cafe")));

        _stage.Enrol(Bob);
        ErpCases.Attach(_stage, Bob, "payment-card", CardCases.Fingerprint);
        var bob = Points(Bob);
        CardCases.Paid(_stage, "p3", "CR-1", "120.00");
        Assert.Equal((ada, bob), (Points(), Points(Bob)));
        CardCases.Paid(_stage, "p4", "CR-3", "20.00");
        CardCases.Back(_stage, "p5", "CR-4", "CR-1", "-120.00");

        Assert.Equal((-240 - 30, 40 + 30), (Points() - ada, Points(Bob) - bob));
    }

    [Fact]
    public void The_number_of_a_card_is_refused_wherever_it_is_told()
    {
        CardCases.Linked(_stage);

        var linked = _stage.Post($"members/{_stage.Members[Ada]}/identities", "pan", """{"type":"payment-card","value":"4242 4242 4242 4242"}""");
        var posted = _stage.Webhook("p1", Json.Event("cashreceipt.posted", _stage.Now, ErpCases.CashReceipt("CR-1", numbers: "\"fingerprint\":\"4242424242424242\",")), "books", "erp");

        Assert.Equal((422, 422), (linked.Status, posted.Status));
        Assert.Contains("/value", linked.Body, StringComparison.Ordinal);
        Assert.Contains("fingerprint", posted.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("4242", linked.Body + posted.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_ends_the_offer_and_what_is_given_back_comes_back_to_it()
    {
        CardCases.Linked(_stage);
        _stage.Enrol(Bob);
        ErpCases.Attach(_stage, Bob, "payment-card", "another-fingerprint");
        var (ada, bob) = (Points(), Points(Bob));

        CardCases.Paid(_stage, "p1", "CR-1", "400.00");
        CardCases.Paid(_stage, "p2", "CR-2", "400.00", "another-fingerprint");
        Assert.Equal((800 + 30, 200 + 30), (Points() - ada, Points(Bob) - bob));

        CardCases.Back(_stage, "p3", "CR-3", "CR-1", "-100.00");
        CardCases.Paid(_stage, "p4", "CR-4", "400.00", "another-fingerprint");
        Assert.Equal((600 + 30, 400 + 30), (Points() - ada, Points(Bob) - bob));
    }

    [Fact]
    public void A_member_who_was_merged_earns_where_the_points_went()
    {
        CardCases.Linked(_stage);
        CardCases.Paid(_stage, "p1", "CR-1", "120.00");
        _stage.Enrol(Bob);
        _stage.Post($"members/{_stage.Members[Bob]}/merge", "m1", Json.Merge(_stage.Members[Ada]));
        var merged = Points(Bob);

        CardCases.Paid(_stage, "p2", "CR-1", "120.00");
        Assert.Equal(merged, Points(Bob));
        CardCases.Paid(_stage, "p3", "CR-2", "20.00");
        Assert.Equal(40, Points(Bob) - merged);
        CardCases.Back(_stage, "p4", "CR-3", "CR-1", "-120.00");
        Assert.Equal(40 - 240 - 30, Points(Bob) - merged);
    }

    [Fact]
    public void A_programme_without_such_offers_asks_nothing_and_takes_nothing()
    {
        var plain = new Stage(settings: ErpCases.Settings);
        CardCases.Linked(plain);
        CardCases.Back(plain, "p2", "CR-2", "CR-1", "-40.00");

        Assert.Empty(new Books(plain.World).Rows(Storage.Names.Tables.Waiting));
    }
}

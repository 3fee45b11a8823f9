using System.Text.Json;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Double opt-in from the question to the first message.</summary>
public sealed class ConsentTests
{
    private readonly Stage _stage = new(Programmes.DoubleOptIn);

    private IEnumerable<string> Asked => new Books(_stage.World).Members.Single().Entries.Select(entry => entry.Personal?.Message?.Template).OfType<string>();

    [Fact]
    public void A_consent_counts_once_it_is_confirmed_and_only_the_question_is_sent_before()
    {
        JourneyCases.Enrol(_stage);
        Buy("r1");
        Assert.Equal(["confirm"], Asked);

        JourneyCases.Confirm(_stage);
        Buy("r2");

        Assert.Equal(["confirm", "thanks", "bought"], Asked);
        Assert.Contains("\"confirmed\":[\"email\"]", _stage.Process.Get("members/" + _stage.Members["600001"])!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_code_confirms_nothing_and_a_used_one_nothing_more()
    {
        JourneyCases.Enrol(_stage);

        var wrong = _stage.Post($"members/{_stage.Members["600001"]}/confirmations", "guess", """{"channel":"email","code":"0000000000000000"}""");

        Assert.Equal(422, wrong.Status);
        Assert.Equal(["confirm"], Asked);
        JourneyCases.Confirm(_stage);
        JourneyCases.Confirm(_stage); // the same key: the same answer
        Assert.Equal(["confirm", "thanks"], Asked);
    }

    [Fact]
    public void Who_withdraws_a_consent_or_changes_the_address_is_asked_again()
    {
        JourneyCases.Enrol(_stage);
        JourneyCases.Confirm(_stage);

        _stage.Change("600001", "no", """{"consents":{"email":false}}""");
        _stage.Change("600001", "yes", """{"consents":{"email":true}}""");
        _stage.Change("600001", "moved", """{"email":"ada@example.org"}""");
        Buy("r1");

        Assert.Equal(["confirm", "thanks", "confirm", "confirm"], Asked);
    }

    [Fact]
    public void Each_consent_says_which_partner_told_it_by_which_client_or_delivery_and_when()
    {
        JourneyCases.Enrol(_stage);
        var (first, enrolled) = (Source(), _stage.Now);
        Assert.Equal(("acme", "operator", enrolled), (first.GetProperty("partner").GetString(), first.GetProperty("clientId").GetString(), first.GetProperty("at").GetDateTimeOffset()));

        Tell("w1", "false");
        Tell("w2", "true");

        var last = Source();
        var delivery = last.GetProperty("deliveryId").GetString();
        Assert.Equal(("acme", _stage.Now), (last.GetProperty("partner").GetString(), last.GetProperty("at").GetDateTimeOffset()));
        Assert.False(last.TryGetProperty("clientId", out _));
        Assert.Contains($"\"deliveryId\":\"{delivery}\"", _stage.Process.Get($"members/{_stage.Members["600001"]}/export")!.Body, StringComparison.Ordinal);
        var asked = new Books(_stage.World).Members.Single().Entries.Last(entry => entry.Personal?.Message?.Template == "confirm");
        Assert.Equal(delivery, asked.Source.Reference);
    }

    /// <summary>Who told the consent to e-mails, as the member is shown.</summary>
    private JsonElement Source() =>
        JsonElement.Parse(_stage.Process.Get("members/" + _stage.Members["600001"])!.Body).GetProperty("consents").GetProperty("sources").GetProperty("email");

    private void Tell(string id, string consent)
    {
        _stage.Pass(TimeSpan.FromMinutes(5));
        _stage.Event(id, "customer.updated", $$"""{"customer":{"type":"card","value":"600001"},"consents":{"email":{{consent}}} }""");
        _stage.WorkQueues();
    }

    private void Buy(string receipt) => _stage.Post($"members/{_stage.Members["600001"]}/purchases", receipt, Json.Sale(receipt, "9.00"));
}

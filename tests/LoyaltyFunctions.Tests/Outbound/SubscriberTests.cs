using System.Net;
using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Outbound;

/// <summary>What a subscriber is told, and when again.</summary>
public sealed class SubscriberTests
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(24),
    ];

    [Fact]
    public void Is_told_at_once_with_the_event_as_body_and_a_signature_by_each_secret()
    {
        const string OldSecret = "whsec_b2xkLXNlY3JldC1vZi10aGUtY3Jt";
        using var told = new Told([.. Told.Subscriber("crm", Told.Crm), ("Subscribers:crm:Secrets:1", OldSecret)]);

        var member = told.Enrol();

        var call = Assert.Single(told.Calls);
        var stamp = told.Stage.Now;
        Assert.Equal($"{member}-1", call.Headers["webhook-id"]);
        Assert.Equal($"{stamp.ToUnixTimeSeconds()}", call.Headers["webhook-timestamp"]);
        var signatures = new[] { World.Secret, OldSecret }.Select(secret => StandardWebhooksSignature.Sign(secret, $"{member}-1", stamp, Encoding.UTF8.GetBytes(call.Body)));
        Assert.Equal(string.Join(' ', signatures), call.Headers["webhook-signature"]);
        using var body = JsonDocument.Parse(call.Body);
        Assert.Equal("1.0", body.RootElement.GetProperty("specversion").GetString());
        Assert.Equal("loyalty.points.earned", body.RootElement.GetProperty("type").GetString());
        Assert.Equal(member, body.RootElement.GetProperty("subject").GetString());
        Assert.Equal("1", body.RootElement.GetProperty("sequence").GetString());
        Assert.Equal(100, body.RootElement.GetProperty("data").GetProperty("points").GetInt64());
        Assert.Equal(0, told.Waiting);
    }

    [Fact]
    public void Is_told_only_what_it_asked_for()
    {
        using var told = new Told([
            .. Told.Subscriber("crm", Told.Crm, "loyalty.member.enrolled, loyalty.tier.changed"), .. Told.Subscriber("mail", Told.Mail, "")]);

        var member = told.Enrol();

        Assert.EndsWith("\"loyalty.member.enrolled\"", TypeOf(Assert.Single(told.Calls, call => call.Url.Host == "crm.example.com").Body), StringComparison.Ordinal);
        Assert.Equal(2, told.IdsAt(Told.Mail).Count);
        Assert.Contains($"{member}-1", told.IdsAt(Told.Mail));
    }

    [Fact]
    public void Is_told_nothing_of_what_is_recorded_before_the_hub_begins_to_tell()
    {
        using var told = new Told([.. Told.Subscriber("crm", Told.Crm), ("Outbound:From", World.Start.AddDays(1).ToString("O"))]);

        told.Enrol();
        Assert.Empty(told.Calls);
        told.Wait(TimeSpan.FromDays(1));
        Assert.Empty(told.Calls);
        told.Buy("R-1");
        Assert.EndsWith("\"loyalty.points.earned\"", TypeOf(Assert.Single(told.Calls).Body), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "57")]
    [Trait("Fault", "120")]
    public void That_never_answers_well_is_tried_nine_times_with_the_waits_of_the_schedule_and_the_rest_is_a_dead_letter()
    {
        using var told = new Told(Told.Subscriber("crm", Told.Crm));
        told.Answer(Told.Crm, HttpStatusCode.InternalServerError);

        var member = told.Enrol();
        for (var i = 0; i < Waits.Length; i++)
        {
            told.Wait(Waits[i] * 0.89);
            Assert.Equal(i + 1, told.Calls.Count);
            told.Wait(Waits[i] * 0.22);
            Assert.Equal(i + 2, told.Calls.Count);
        }

        told.Wait(TimeSpan.FromDays(30));
        Assert.Equal(9, told.Calls.Count);
        Assert.Equal(0, told.Waiting);
        Assert.All(told.IdsAt(Told.Crm), id => Assert.Equal($"{member}-1", id));
        var (_, partner, reason) = Assert.Single(told.Letters);
        Assert.Equal(("subscriber:crm", $"loyalty.points.earned {member}-1: was answered 500, 9 attempts"), (partner, reason));
        Assert.Equal(Enumerable.Range(1, 9), told.Attempts().Select(attempt => attempt.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    [Trait("Fault", "57")]
    public void Dead_letters_are_replayed_once_however_often_one_asks()
    {
        using var told = new Told(Told.Subscriber("crm", Told.Crm));
        told.Answer(Told.Crm, HttpStatusCode.Gone);
        var member = told.Enrol();
        var letter = Assert.Single(told.Letters).Id;
        told.Answer(Told.Crm, HttpStatusCode.NoContent);

        var first = told.Replay(letter, "one");
        var second = told.Replay(letter, "two");

        Assert.Equal((202, 202), (first.Status, second.Status));
        Assert.Equal(first.Body, second.Body);
        Assert.Equal([$"{member}-1", $"{member}-1"], told.IdsAt(Told.Crm));
        Assert.Empty(told.Letters);
        Assert.Equal(404, told.Stage.Post($"deadletters/{letter[..^2]}zz/replay", "three", "").Status);
    }

    [Fact]
    public void That_is_gone_is_told_nothing_more_until_a_dead_letter_is_replayed()
    {
        using var told = new Told(Told.Subscriber("crm", Told.Crm));
        told.Answer(Told.Crm, HttpStatusCode.Gone);
        told.Enrol();
        told.Answer(Told.Crm, HttpStatusCode.NoContent);

        told.Buy("r1");
        Assert.Single(told.Calls);
        Assert.Equal(2, told.Letters.Count);
        Assert.Equal(0, told.Waiting);

        told.Replay(told.Letters[0].Id, "again");
        told.Buy("r2");
        Assert.Equal(3, told.Calls.Count);
        Assert.Single(told.Letters);
    }

    [Fact]
    public void May_ask_for_a_longer_wait_but_not_for_a_shorter_one()
    {
        using var told = new Told(Told.Subscriber("crm", Told.Crm));
        told.Answer(Told.Crm, HttpStatusCode.TooManyRequests, answer => answer.Headers.RetryAfter = new(TimeSpan.FromMinutes(10)));
        told.Enrol();

        told.Wait(TimeSpan.FromMinutes(9));
        Assert.Single(told.Calls);
        told.Wait(TimeSpan.FromMinutes(2));
        Assert.Equal(2, told.Calls.Count);
    }

    [Fact]
    [Trait("Fault", "58")]
    public void A_redirect_is_not_followed()
    {
        using var told = new Told(Told.Subscriber("crm", Told.Crm));
        told.Answer(Told.Crm, HttpStatusCode.Found, answer => answer.Headers.Location = new Uri("https://elsewhere.example.com/"));

        told.Enrol();

        Assert.Single(told.Calls);
        Assert.Equal("was answered 302, and redirects are not followed", Assert.Single(told.Attempts()).GetProperty("reason").GetString());
        Assert.Equal(1, told.Waiting);
    }

    [Fact]
    [Trait("Fault", "57")]
    public void One_that_is_down_delays_no_other()
    {
        using var told = new Told([.. Told.Subscriber("crm", Told.Crm), .. Told.Subscriber("mail", Told.Mail)]);
        told.Answer(Told.Crm, HttpStatusCode.ServiceUnavailable);

        told.Enrol();
        for (var sale = 0; sale < 30; sale++)
            told.Buy($"r{sale}");

        Assert.Equal(31, told.IdsAt(Told.Mail).Count);
        // The breaker spares the other after ten attempts, and what it held back has not been attempted.
        Assert.Equal(10, told.IdsAt(Told.Crm).Count);
        Assert.Equal(31, told.Waiting);
        told.Answer(Told.Crm, HttpStatusCode.NoContent);
        told.Wait(TimeSpan.FromSeconds(40));
        told.Wait(TimeSpan.FromSeconds(40));
        Assert.Equal(0, told.Waiting);
        Assert.Equal(31, told.IdsAt(Told.Crm).Distinct().Count());
    }

    [Fact]
    [Trait("Fault", "23")]
    public void A_later_event_does_not_wait_for_an_earlier_one_and_both_carry_their_sequence()
    {
        using var told = new Told(Told.Subscriber("crm", Told.Crm));
        var member = told.Enrol();
        told.Answer(Told.Crm, HttpStatusCode.InternalServerError);
        told.Buy("r1");
        told.Answer(Told.Crm, HttpStatusCode.NoContent);
        told.Buy("r2");
        told.Wait(TimeSpan.FromSeconds(6));

        Assert.Equal([$"{member}-1", $"{member}-2", $"{member}-3", $"{member}-2"], told.IdsAt(Told.Crm));
    }

    [Fact]
    [Trait("Fault", "23")]
    public void That_wants_order_gets_a_members_events_in_order()
    {
        using var told = new Told([.. Told.Subscriber("crm", Told.Crm), ("Subscribers:crm:Ordered", "true")]);
        var member = told.Enrol();
        told.Answer(Told.Crm, HttpStatusCode.InternalServerError);
        told.Buy("r1");
        told.Answer(Told.Crm, HttpStatusCode.NoContent);
        told.Buy("r2");
        told.Wait(TimeSpan.FromSeconds(6));

        Assert.Equal([$"{member}-1", $"{member}-2", $"{member}-2", $"{member}-3"], told.IdsAt(Told.Crm));
        Assert.Equal(0, told.Waiting);
    }

    private static string TypeOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("type").GetRawText();
    }
}

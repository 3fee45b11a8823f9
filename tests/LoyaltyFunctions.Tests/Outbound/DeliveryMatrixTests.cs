using System.Net;
using System.Text;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Tests.Documentation;
using LoyaltyFunctions.Tests.Outbound.Vendors;
using Testing.InProcess;

namespace LoyaltyFunctions.Tests.Outbound;

/// <summary>Every system that is told anything, the next one too, from the queue to the end: taken, put off, dead, replayed.</summary>
[Trait("Fault", "57")]
public sealed class DeliveryMatrixTests
{
    private const string Subscriber = "StandardWebhooks";

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(24),
    ];

    public static TheoryData<string> Targets => [Subscriber, .. VendorCatalogue.Formats];

    [Fact]
    public void The_matrix_holds_every_system_that_the_README_says_is_told() => Assert.Equal(
        from row in MarkdownTable.Read("README.md", "Connected systems")
        where row[1].Contains("out", StringComparison.Ordinal)
        orderby row[0]
        select row[0].Split('`')[1],
        VendorCatalogue.Formats.Append(Subscriber).Order());

    [Theory]
    [MemberData(nameof(Targets))]
    public void Takes_what_it_is_told_at_once(string target)
    {
        using var told = Tell(target, Good);

        AssertTaken(told);
        Assert.All(told.Attempts(), attempt => Assert.Equal(("Taken", 1), (attempt.GetProperty("outcome").GetString(), attempt.GetProperty("attempt").GetInt32())));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Is_left_alone_for_as_long_as_it_asks(string target)
    {
        using var told = Tell(target, _ =>
        {
            var answer = Says(429, "{}");
            answer.Headers.RetryAfter = new(TimeSpan.FromMinutes(10));
            return answer;
        });
        var asked = told.Calls.Count;
        told.Stage.World.Receiver.Answer = Good;

        told.Wait(TimeSpan.FromMinutes(9));
        Assert.Equal(asked, told.Calls.Count);
        told.Wait(TimeSpan.FromMinutes(2));

        AssertTaken(told);
        AssertFailed(told, "was answered 429");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Is_told_again_after_a_fault_of_its_own(string target)
    {
        using var told = Tell(target, _ => Says(503, "busy"));

        AssertPutOff(told, "was answered 503");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Is_told_again_after_silence(string target)
    {
        using var told = Tell(target, _ => throw new TaskCanceledException("The operation took too long.", new TimeoutException()));

        AssertPutOff(told, "did not answer within 15 seconds");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Is_told_again_after_an_error_in_an_answer_of_200_unless_any_2xx_takes(string target)
    {
        using var told = Tell(target, _ => Says(200, """{"errors":[{"message":"no such property"}]}"""));

        if (target == Subscriber)
            AssertTaken(told);
        else
            AssertPutOff(told, "was answered 200 with an error in it");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Is_a_dead_letter_after_nine_attempts_and_is_told_once_that_is_replayed(string target)
    {
        using var told = Tell(target, _ => Says(500, "{}"));
        foreach (var wait in Waits)
            told.Wait(wait * 1.11);

        Assert.Equal(0, told.Waiting);
        Assert.NotEmpty(told.Letters);
        Assert.All(told.Letters, letter => Assert.EndsWith("was answered 500, 9 attempts", letter.Reason, StringComparison.Ordinal));
        Assert.All(told.Letters, letter => Assert.EndsWith(":there", letter.Partner, StringComparison.Ordinal));

        told.Stage.World.Receiver.Answer = Good;
        told.Wait(TimeSpan.FromMinutes(1));
        var before = told.Calls.Count;
        foreach (var letter in told.Letters)
            Assert.Equal(202, told.Replay(letter.Id, letter.Id).Status);

        AssertTaken(told);
        Assert.True(told.Calls.Count > before);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    [Trait("Fault", "120")]
    public void Is_told_nothing_more_once_it_is_gone_until_a_dead_letter_is_replayed(string target)
    {
        using var told = Tell(target, _ => Says(410, "{}"));
        told.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal(0, told.Waiting);
        var (letters, asked) = (told.Letters.Count, told.Calls.Count);
        Assert.NotEqual(0, letters);

        told.Stage.World.Receiver.Answer = Good;
        told.Buy("r1");
        Assert.Equal(asked, told.Calls.Count);

        foreach (var letter in told.Letters)
            told.Replay(letter.Id, letter.Id);
        told.Buy("r2");
        AssertTaken(told);
        Assert.True(told.Calls.Count > asked);
    }

    /// <summary>Somebody who may be mailed joins, and this system answers so.</summary>
    private static Told Tell(string target, Func<Received, HttpResponseMessage> answer)
    {
        var told = new Told(target == Subscriber ? Told.Subscriber("there", Told.Crm) :
        [
            ("Partners:there:Kind", "crm"), ("Partners:there:Format", target), ("Partners:there:Secrets:0", target == "SendGrid" ? "" : "secret"),
            ("Partners:there:ApiBase", "https://there.example.com"), ("Partners:there:ApiToken", "site:token"),
            ("Partners:there:OrganizationId", "00DSAMPLE000001AAA"), ("Partners:there:PublicUrl", "https://hub.example.com/there"),
        ]);
        told.Stage.World.Receiver.Answer = answer;
        var body = """{"identities":[{"type":"card","value":"600001"}],"email":"ada@example.com","consents":{"email":true}}""";
        told.Stage.Members["600001"] = told.Stage.Post("members", "enrol", body).Text("memberId");
        told.Stage.Rest();
        return told;
    }

    private static HttpResponseMessage Good(Received call) => call.Url.AbsoluteUri == Told.Crm ? Says(204, "") : Products.Answer(call.Method, call.Url.AbsolutePath);

    private static HttpResponseMessage Says(int status, string body) => new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static void AssertPutOff(Told told, string reason)
    {
        AssertFailed(told, reason);
        Assert.NotEqual(0, told.Waiting);
        Assert.Empty(told.Letters);
        told.Stage.World.Receiver.Answer = Good;
        told.Wait(TimeSpan.FromSeconds(6));
        AssertTaken(told);
    }

    private static void AssertFailed(Told told, string reason) => Assert.Contains(told.Attempts(), attempt => attempt.GetProperty("outcome").GetString() == "Failed" && attempt.GetProperty("reason").GetString() == reason);

    private static void AssertTaken(Told told)
    {
        Assert.Equal(0, told.Waiting);
        Assert.Empty(told.Letters);
        Assert.Equal("Taken", told.Attempts()[^1].GetProperty("outcome").GetString());
    }
}

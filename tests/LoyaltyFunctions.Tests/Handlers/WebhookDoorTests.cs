using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Tests.Connectors;
using LoyaltyFunctions.Tests.Documentation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>The door with the partners of the sample settings, one of each format.</summary>
public sealed class WebhookDoorTests
{
    public static TheoryData<string> Formats => ConnectorCatalogueTests.Formats;

    [Theory]
    [MemberData(nameof(Formats))]
    public void Lets_in_what_the_partner_of_the_settings_sends(string format)
    {
        using var door = new Door();
        Assert.Equal(format, door.Admit(format).Partner!.Partner.Format);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "80")]
    public void Lets_nobody_in_at_the_door_of_another_kind_or_partner(string format)
    {
        using var door = new Door();
        AssertRefused(() => door.Admit(format, kind: "nothing"));
        AssertRefused(() => door.Admit(format, partner: "nobody"));
        foreach (var other in ConnectorCatalogue.Formats.Split(", ").Where(other => other != format && other != "BusinessCentral"))
            AssertRefused(() => door.Admit(format, kind: door.PartnerOf(other).Kind, partner: door.PartnerOf(other).Id));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "71")]
    public void Believes_what_is_proved_whatever_its_content_type_says(string format)
    {
        using var door = new Door();
        foreach (var type in (string[])["", "text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "a,b", new string('x', 65_536)])
            Assert.Equal(format, door.Admit(format, header: ("content-type", type)).Partner!.Partner.Format);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "76")]
    public void Takes_a_delivery_by_POST_alone(string format)
    {
        using var door = new Door();
        var call = door.CallOf(format);
        foreach (var method in (string[])["GET", "OPTIONS"])
        {
            var sent = new WebhookRequest(method, "", [], call.Request.Headers, call.Request.Body, call.Address.Secret);
            // Mailchimp asks its address, with the secret in it, whether somebody is there.
            if (format == "Mailchimp" && method == "GET")
                Assert.Equal("", door.Answer(call with { Request = sent }).Body);
            else
                AssertRefused(() => door.Answer(call with { Request = sent }));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "61")]
    [Trait("Fault", "63")]
    public void Refuses_what_is_proved_and_cannot_be_read_and_faults_at_nothing(string format)
    {
        using var door = new Door();
        foreach (var body in (string[])["", "null", "[]", "{", "{}", new string('[', 100_000), "<a", "\u0000", "payload=%", new string('a', 1_000_000)])
        {
            var failure = Record.Exception(() => Assert.Null(door.Admit(format, body: Encoding.UTF8.GetBytes(body)).Partner));
            Assert.True(failure is null or ProblemException { Problem.Status: 400 or 401 or 422 }, $"{body[..Math.Min(20, body.Length)]}: {failure}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Fault", "118")]
    public void Writes_no_secret_into_the_log(string format)
    {
        using var door = new Door();
        door.Admit(format);
        _ = Record.Exception(() => door.Admit(format, kind: "nothing"));
        _ = Record.Exception(() => door.Admit(format, body: "nothing"u8.ToArray()));
        Assert.NotEmpty(door.Lines);
        Assert.All(door.Lines, line => Assert.DoesNotContain(door.PartnerOf(format).Secrets[0], line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"value":[{"clientState":"wrong","resource":"x","changeType":"updated","lastModifiedDateTime":"2026-11-04T14:05:00Z"}]}""")]
    [InlineData("""{"value":[{"clientState":"sample-businesscentral-client-state"}]}""")]
    [InlineData("not json")]
    public void Answers_Business_Central_as_if_all_were_well_and_raises_an_alarm(string body)
    {
        using var door = new Door();
        var admission = door.Admit("BusinessCentral", body: Encoding.UTF8.GetBytes(body));
        Assert.Equal((null, 202), (admission.Partner, admission.Reply!.Status));
        Assert.Contains(door.Lines, line => line.StartsWith("Error: A delivery for partner businesscentral was dropped", StringComparison.Ordinal));
        AssertRefused(() => door.Admit("BusinessCentral", kind: "crm", body: Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Answers_handshakes_by_their_own_method_and_nothing_else()
    {
        using var door = new Door();
        Assert.Contains("response_token", door.Answer("GET", "gis", "esri", query: ("crc_token", "abc")).Body, StringComparison.Ordinal);
        Assert.Equal(200, door.Answer("GET", "marketing", "mailchimp", "sample-mailchimp-secret").Status);
        Assert.Equal("token", door.Admit("BusinessCentral", query: ("validationToken", "token")).Reply!.Body);
        AssertRefused(() => door.Answer("GET", "crm", "esri", query: ("crc_token", "abc")));
        AssertRefused(() => door.Answer("GET", "marketing", "mailchimp", "wrong"));
        AssertRefused(() => door.Answer("GET", "pos", "acme"));
        AssertRefused(() => door.Answer("OPTIONS", "pos", "acme"));
        AssertRefused(() => door.Answer("GET", "gis", "nobody", query: ("crc_token", "abc")));
    }

    [Fact]
    [Trait("Fault", "82")]
    public void Counts_handshakes_with_the_failures_of_an_address()
    {
        using var door = new Door(("RateLimit:FailuresPerMinute", "2"));
        door.Answer("GET", "gis", "esri", query: ("crc_token", "abc"));
        door.Answer("GET", "gis", "esri", query: ("crc_token", "abc"));
        var refusal = Assert.Throws<ProblemException>(() => door.Answer("GET", "gis", "esri", query: ("crc_token", "abc")));
        Assert.Equal(Problem.RateLimited, refusal.Problem);
    }

    [Fact]
    public void Shows_the_operator_Clovers_code_in_the_log()
    {
        using var door = new Door();
        Assert.Equal(200, door.Admit("Clover", body: """{"verificationCode":"1f8b0808-aaaa"}"""u8.ToArray(), proven: false).Reply!.Status);
        Assert.Contains(door.Lines, line => line.StartsWith("Warning: Partner clover set up its webhook: enter the verification code 1f8b0808-aaaa", StringComparison.Ordinal));
    }

    private static void AssertRefused(Action call) => Assert.Equal(Problem.SignatureInvalid, Assert.Throws<ProblemException>(call).Problem);

    private static WebhookCall Call(
        Partner partner, string kind, string id, byte[]? body, bool proven, (string Name, string Value)[] query, (string Name, string Value)? header = null)
    {
        var sample = Deliveries.Samples(partner.Format).First();
        var sent = body ?? Encoding.UTF8.GetBytes(Deliveries.Text(partner.Format, sample));
        var proof = DemoSigning.Prove(partner, sample, "id", Deliveries.Now, sent);
        var headers = proof.Headers.Where(_ => proven).Concat(header is { } more ? [KeyValuePair.Create(more.Name, more.Value)] : []);
        var request = new WebhookRequest("POST", "", query.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)), headers, sent, proof.Secret);
        return new WebhookCall(request, new WebhookAddress(kind, id, proof.Secret), "192.0.2.1");
    }

    private sealed class Door : IDisposable, ILoggerProvider, ILogger
    {
        private readonly ServiceProvider _parts;
        private readonly WebhookDoor _door;

        public Door(params (string Name, string Value)[] settings)
        {
            var values = AppServices.SampleSettings.ToDictionary(setting => setting.Key.Replace("__", ":"), setting => (string?)setting.Value);
            foreach (var (name, value) in settings) values[name] = value;
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
            var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace));
            _parts = LoyaltyFunctions.Hosting.Registration.AddLoyalty(services, configuration).BuildServiceProvider();
            _door = _parts.GetRequiredService<WebhookDoor>();
        }

        public List<string> Lines { get; } = [];

        public Partner PartnerOf(string format) => _parts.GetRequiredService<PartnerBook>()
            .Find(AppServices.SampleSettings.Single(setting => setting.Key.EndsWith("__Format", StringComparison.Ordinal) && setting.Value == format).Key.Split("__")[1])!.Partner;

        public Admission Admit(
            string format, string? kind = null, string? partner = null, byte[]? body = null, bool proven = true, (string, string)? header = null, params (string, string)[] query)
        {
            var sender = PartnerOf(format);
            return _door.Admit(Call(sender, kind ?? sender.Kind, partner ?? sender.Id, body, proven, query, header), Deliveries.Now);
        }

        /// <summary>A delivery of the partner with this format, as it sends it.</summary>
        public WebhookCall CallOf(string format) => Call(PartnerOf(format), PartnerOf(format).Kind, PartnerOf(format).Id, null, true, []);

        public WebhookReply Answer(WebhookCall call) => _door.Answer(call);

        public WebhookReply Answer(string method, string kind, string partner, string secret = "", params (string, string)[] query) => _door.Answer(new WebhookCall(
            new WebhookRequest(method, "", query.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)), [], default, secret),
            new WebhookAddress(kind, partner, secret),
            "192.0.2.1"));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)}");

        public void Dispose() => _parts?.Dispose();
    }
}

using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors;

/// <summary>Sound samples, broken at random: whatever comes, a connector answers and does not throw.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 3_000;

    private static readonly string[] Splinters =
    [
        "null", "{}", "[]", "\"\"", "-1", "-0", "1e999", "9223372036854775808", "99999999999999999999999999", "0.0000000001", "true",
        "\"\\u0000\"", "\"\\ud800\"", "\"-0.00\"",
        "\"9999999999999\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59Z\"", "\"𝟙\"",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "{\"a\":1,\"a\":2}",
    ];

    // What stands before and after a value: in JSON, in JSON within a form, in XML.
    private static readonly (string Before, char[] After)[] Marks = [(": ", [',', '\n']), ("%3A%20", ['%', '&']), (">", ['<'])];

    public static TheoryData<string> Formats => ConnectorCatalogueTests.Formats;

    [Theory]
    [MemberData(nameof(Formats))]
    public void Never_throws(string format)
    {
        Assert.True(ConnectorCatalogue.TryGet(format, out var connector));
        var samples = Deliveries.Samples(format).Select(name => Deliveries.Sample(format, name)).ToArray();
        var partner = DemoPartners.Of(format);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (events, faults) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var broken = Break(samples[random.Next(samples.Length)], random);
            var failure = Record.Exception(() =>
            {
                var parsed = connector.Parse(broken, partner);
                events += parsed.Events.Count;
                faults += parsed.Faults.Count;
                Assert.Equal(parsed.Events.Count == 0, parsed.Faults.Count > 0);
                Assert.InRange(connector.DeliveryId(broken).Length, 1, 400);
                connector.Verify(broken, partner, Deliveries.Now);
                connector.Handshake(broken, partner);
            });
            Assert.True(failure is null, $"seed {seed}, round {round}: {failure}\n{Encoding.UTF8.GetString(broken.Body.Span)}");
        }

        // Were all mutants refused, the readers behind the parser would have seen nothing.
        Assert.True(events > Rounds / 20 && faults > Rounds / 20, $"seed {seed}: {events} events, {faults} faults");
    }

    private static WebhookRequest Break(WebhookRequest request, Random random)
    {
        var body = request.Body.ToArray();
        for (var cuts = random.Next(1, 4); cuts > 0; cuts--) body = random.Next(4) == 0 ? BreakBytes(body, random) : BreakValue(body, random);
        var headers = request.Headers.Select(header =>
            random.Next(8) == 0 ? KeyValuePair.Create(header.Key, Splinters[random.Next(Splinters.Length)]) : header);
        return new WebhookRequest(request.Method, request.Path, [], headers, body, request.Secret);
    }

    private static byte[] BreakBytes(byte[] body, Random random)
    {
        if (body.Length == 0) return body;
        var at = random.Next(body.Length);
        if (random.Next(3) == 0) return body[..at];
        body[at] = (byte)random.Next(256);
        return body;
    }

    // Puts something else in the place of a value, which keeps most bodies well-formed and so reaches the readers.
    private static byte[] BreakValue(byte[] body, Random random)
    {
        var text = Encoding.Latin1.GetString(body);
        var from = random.Next(Math.Max(text.Length, 1));
        var splinter = Encoding.UTF8.GetBytes(Splinters[random.Next(Splinters.Length)]);
        foreach (var (before, after) in Marks)
        {
            var start = text.IndexOf(before, from, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOfAny(after, start + before.Length);
            if (end >= 0) return [.. body.AsSpan(0, start + before.Length), .. splinter, .. body.AsSpan(end)];
        }

        return body;
    }
}

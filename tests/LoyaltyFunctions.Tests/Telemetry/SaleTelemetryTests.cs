using System.Diagnostics;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Telemetry;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Telemetry;

/// <summary>What can be seen of a sale from outside: its way from the webhook to the event, and what was counted.</summary>
public sealed class SaleTelemetryTests
{
    private const string Card = "620001";
    private const string Receipt = "R-620001";

    [Fact]
    public void One_trace_leads_from_the_webhook_through_the_queue_to_the_event()
    {
        var stage = new Stage();
        var member = stage.Enrol(Card);
        using var seen = new Observer();

        Sell(stage, "evt-1", Receipt);
        stage.WorkQueues();

        var (receive, process) = (seen.Span(Traces.Receive), seen.Span(Traces.Process));
        var chain = new[] { process, seen.Span(Traces.Commit), seen.Span(Traces.Tell), seen.Span(Traces.Publish), seen.Span(Traces.Keep) };
        Assert.Equal(
            [receive.SpanId, process.SpanId, process.SpanId, seen.Span(Traces.Tell).SpanId, process.SpanId],
            chain.Select(span => span.ParentSpanId));
        Assert.All(seen.Spans, span => Assert.Equal(receive.TraceId, span.TraceId));
        Assert.True(process.HasRemoteParent);
        Assert.Equal(ActivityKind.Consumer, process.Kind);
        Assert.Equal("processed", seen.Span(Traces.Keep).GetTagItem("loyalty.status"));
        Assert.Equal(receive.GetTagItem("loyalty.delivery"), process.GetTagItem("loyalty.delivery"));
        Assert.Equal(member, seen.Span(Traces.Commit).GetTagItem("loyalty.member"));
        var told = stage.World.Events.Events.Values.Select(text => JsonNode.Parse(text)!).Single(told => (string?)told["traceparent"] is not null);
        Assert.Equal(seen.Span(Traces.Publish).Id, (string?)told["traceparent"]);
        Assert.Equal("loyalty.points.earned", (string?)told["type"]);
    }

    [Fact]
    public void What_was_accepted_committed_and_earned_is_counted_with_units()
    {
        var stage = new Stage();
        stage.Enrol(Card);
        using var seen = new Observer();

        Sell(stage, "evt-1", Receipt);
        stage.WorkQueues();

        Assert.Equal(1, seen.Sum("loyalty.deliveries.accepted", ("partner", "acme"), ("format", "StandardWebhooks")));
        Assert.Equal(1, seen.Sum("loyalty.deliveries.processed", ("partner", "acme"), ("status", "processed")));
        Assert.Equal(25, seen.Sum("loyalty.points", ("kind", "earn")));
        Assert.Single(seen.Measurements, made => made.Name == "loyalty.commit.duration" && made is { Value: > 0, Unit: "s" });
        Assert.Equal(0, seen.Sum("loyalty.commit.retries"));
        Assert.All(seen.Measurements, made => Assert.Matches(@"^(s|\{[a-z]+\})$", made.Unit));
    }

    [Fact]
    [Trait("Fault", "118")]
    public void Neither_spans_nor_metrics_hold_anything_personal_or_secret()
    {
        var stage = new Stage();
        using var seen = new Observer();
        stage.Enrol(Card);
        Sell(stage, "evt-1", Receipt);
        stage.WorkQueues();

        Assert.Equal(
            new[] { Traces.Commit, Traces.Keep, Traces.Process, Traces.Publish, Traces.Receive, Traces.Tell }.Order(),
            seen.Spans.Select(span => span.OperationName).Distinct().Order());
        string[] forbidden = [Card, "Ada", "+49151", Receipt, "25.00", World.Secret, World.Key];
        Assert.All(seen.Texts, text => Assert.All(forbidden, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    [Trait("Fault", "49")]
    public void A_commit_that_meets_another_is_counted_as_tried_again()
    {
        var stage = new Stage();
        var member = stage.Enrol(Card);
        var other = stage.World.NewProcess();
        Assert.Equal(200, other.Post($"members/{member}/purchases", "other", Json.Sale("R-other", "10.00"))!.Status);
        using var seen = new Observer();

        // This process still has the account as it was when it enrolled the member.
        Sell(stage, "evt-1", Receipt);
        stage.WorkQueues();

        Assert.Equal(1, seen.Sum("loyalty.commit.retries", ("cause", "AccountChanged")));
        Assert.Equal(2, seen.Span(Traces.Commit).GetTagItem("loyalty.attempts"));
        other.Discard();
    }

    [Fact]
    public void The_age_of_the_oldest_outbox_row_is_told_by_each_sweep()
    {
        var stage = new Stage();
        stage.Enrol(Card);
        Sell(stage, "evt-1", Receipt);
        stage.World.Inbound.Complete(stage.World.Inbound.Peek(1));
        stage.Pass(TimeSpan.FromMinutes(12));
        using var seen = new Observer();

        stage.Run(process => process.Sweep());
        stage.WorkQueues();
        stage.Run(process => process.Sweep());

        var ages = seen.Measurements.Where(made => made.Name == "loyalty.outbox.oldest_age").Select(made => made.Value).ToList();
        Assert.Equal(2, ages.Count);
        Assert.InRange(ages[0], 12 * 60, 13 * 60);
        Assert.Equal(0, ages[1]);
    }

    [Fact]
    public void Dead_letters_and_runs_are_counted()
    {
        var stage = new Stage();
        stage.Enrol(Card);
        Sell(stage, "evt-1", Receipt);
        stage.WorkQueues();
        using var seen = new Observer();

        Sell(stage, "evt-1", "R-another-body");
        stage.WorkQueues();
        stage.Pass(TimeSpan.FromDays(400));
        stage.Run(process => process.StartRuns());
        stage.WorkQueues();

        Assert.Equal(1, seen.Sum("loyalty.deadletters"));
        Assert.Equal(seen.Sum("loyalty.run.shards", ("state", "started")), seen.Sum("loyalty.run.shards", ("state", "done")));
        Assert.True(seen.Sum("loyalty.run.members", ("kind", "Expiry")) > 0);
        Assert.Equal(125, seen.Sum("loyalty.points", ("kind", "expire")));
        Assert.All(seen.Spans.Where(span => span.OperationName == Traces.Shard), shard => Assert.Contains(seen.Spans, start => start.SpanId == shard.ParentSpanId));
    }

    private static void Sell(Stage stage, string id, string receipt) =>
        stage.Event(id, "purchase.completed", Json.OfMember(Card, Json.Sale(receipt, "25.00")));
}

using System.Diagnostics;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Telemetry;

/// <summary>
/// Spans from a webhook to the events that come of it. The context travels in the queue message. Attributes are ids, never what a
/// partner sent; with nobody listening a span is null and costs nothing.
/// </summary>
public static class Traces
{
    public const string Name = "LoyaltyFunctions";

    public const string Receive = "webhook.receive";
    public const string Process = "delivery.process";
    public const string Tell = "delivery.publish";
    public const string Keep = "delivery.keep";
    public const string Commit = "ledger.commit";
    public const string Publish = "events.publish";
    public const string Start = "run.start";
    public const string Shard = "run.shard";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>The context of the hub's own span that is under way, as W3C Trace Context writes it; null when nobody listens.</summary>
    public static string? Parent => Activity.Current is { } span && span.Source == Source ? span.Id : null;

    public static Activity? StartReceiving(string partner) =>
        Source.StartActivity(Receive, ActivityKind.Server)?.SetTag("loyalty.partner", partner);

    /// <summary>Goes on where the webhook was received, however long the message has waited.</summary>
    public static Activity? StartProcessing(InboundMessage message) =>
        Continue(Process, message.TraceParent)?.SetTag("loyalty.partner", message.Partner).SetTag("loyalty.delivery", message.Id);

    /// <summary>A batch is published together, so its deliveries' spans go on beside each other.</summary>
    public static Activity? StartTelling(string? parent) => Under(Tell, parent);

    public static Activity? StartKeeping(string? parent, DeliveryStatus status) =>
        Under(Keep, parent)?.SetTag("loyalty.status", status.ToString().ToLowerInvariant());

    public static Activity? StartRun(string run) => Source.StartActivity(Start)?.SetTag("loyalty.run", run);

    public static Activity? StartShard(string run, int shard, string? parent) =>
        Continue(Shard, parent)?.SetTag("loyalty.run", run).SetTag("loyalty.shard", shard);

    public static Activity? StartCommit(string memberId) => Source.StartActivity(Commit)?.SetTag("loyalty.member", memberId);

    public static Activity? StartPublishing(string memberId, int entries) =>
        Source.StartActivity(Publish, ActivityKind.Producer)?.SetTag("loyalty.member", memberId).SetTag("loyalty.entries", entries);

    private static Activity? Continue(string name, string? parent) => ActivityContext.TryParse(parent, null, isRemote: true, out var context)
        ? Source.StartActivity(name, ActivityKind.Consumer, context)
        : Source.StartActivity(name, ActivityKind.Consumer);

    // Without a parent nobody listened when the delivery was handled.
    private static Activity? Under(string name, string? parent) =>
        ActivityContext.TryParse(parent, null, out var context) ? Source.StartActivity(name, ActivityKind.Internal, context) : null;
}

using System.Diagnostics.Metrics;
using Loyalty.Entries;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Telemetry;

/// <summary>What the hub counts and times. Alerts and the workbook ask for these names; a test compares. Tags are words and ids of partners.</summary>
public static class Measures
{
    public const string Name = "LoyaltyFunctions";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> AcceptedDeliveries =
        Meter.CreateCounter<long>("loyalty.deliveries.accepted", "{delivery}", "Webhooks that were stored and acknowledged.");

    private static readonly Counter<long> ProcessedDeliveries =
        Meter.CreateCounter<long>("loyalty.deliveries.processed", "{delivery}", "Deliveries that were worked on, by what became of them.");

    private static readonly Counter<long> RefusedRequests =
        Meter.CreateCounter<long>("loyalty.requests.refused", "{request}", "Requests and webhooks that were refused, by the name of the problem.");

    private static readonly Histogram<double> CommitDuration =
        Meter.CreateHistogram<double>("loyalty.commit.duration", "s", "From wanting to commit to having committed, waiting and repetitions included.");

    private static readonly Counter<long> CommitRetries =
        Meter.CreateCounter<long>("loyalty.commit.retries", "{retry}", "Attempts that another commit (412), a row that was there (409) or a lost answer ended.");

    private static readonly Counter<long> PostedPoints =
        Meter.CreateCounter<long>("loyalty.points", "{point}", "Points of entries without their sign, by kind of entry.");

    private static readonly Gauge<double> OutboxAge =
        Meter.CreateGauge<double>("loyalty.outbox.oldest_age", "s", "Age of the oldest outbox row that the sweeper found; 0 for none.");

    private static readonly Counter<long> DeadLetters =
        Meter.CreateCounter<long>("loyalty.deadletters", "{delivery}", "Deliveries that were set aside.");

    private static readonly Counter<long> RunShards =
        Meter.CreateCounter<long>("loyalty.run.shards", "{shard}", "Shards of scheduled runs, by whether they were started or done.");

    private static readonly Counter<long> RunMembers =
        Meter.CreateCounter<long>("loyalty.run.members", "{member}", "Members that scheduled runs have looked after.");

    private static readonly Counter<long> RunFailures =
        Meter.CreateCounter<long>("loyalty.run.failures", "{member}", "Members for whom a scheduled run failed; they stay due.");

    private static readonly Counter<long> ArchiveDifferences =
        Meter.CreateCounter<long>("loyalty.archive.differences", "{difference}", "What proofs of archive and ledger have found to differ.");

    /// <summary>Whether commits are timed at all.</summary>
    public static bool TimesCommits => CommitDuration.Enabled;

    public static void Accepted(string partner, string format) => AcceptedDeliveries.Add(1, new("partner", partner), new("format", format));

    public static void Processed(string partner, DeliveryStatus status) =>
        ProcessedDeliveries.Add(1, new("partner", partner), new("status", status.ToString().ToLowerInvariant()));

    public static void Refused(string reason, string function) => RefusedRequests.Add(1, new("reason", reason), new("function", function));

    public static void Committed(TimeSpan duration) => CommitDuration.Record(duration.TotalSeconds);

    public static void Retried(string cause) => CommitRetries.Add(1, new KeyValuePair<string, object?>("cause", cause));

    public static void Posted(IReadOnlyList<LedgerEntry> entries)
    {
        if (!PostedPoints.Enabled)
        {
            return;
        }

        foreach (var entry in entries)
        {
            PostedPoints.Add(Math.Abs(entry.Points.Value), new KeyValuePair<string, object?>("kind", entry.Kind.ToWire()));
        }
    }

    public static void OldestOutboxRow(TimeSpan age) => OutboxAge.Record(age.TotalSeconds);

    public static void DeadLettered() => DeadLetters.Add(1);

    public static void ShardsStarted(string run, int count) => RunShards.Add(count, new("kind", run), new("state", "started"));

    public static void ShardDone(string run) => RunShards.Add(1, new("kind", run), new("state", "done"));

    public static void RunMember(string run) => RunMembers.Add(1, new KeyValuePair<string, object?>("kind", run));

    public static void RunFailed(string run) => RunFailures.Add(1, new KeyValuePair<string, object?>("kind", run));

    public static void ArchiveDiffers(long differences) => ArchiveDifferences.Add(differences);
}

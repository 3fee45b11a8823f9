using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LoyaltyFunctions.Telemetry;

namespace LoyaltyFunctions.Tests.Telemetry;

/// <summary>A measurement as it was made.</summary>
internal sealed record Measurement(string Name, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags);

/// <summary>
/// Listens to the hub's spans and metrics in this process; only to what the test that made it sets off, so that others are neither heard
/// nor changed by being listened to.
/// </summary>
internal sealed class Observer : IDisposable
{
    private static readonly AsyncLocal<Observer?> Watching = new();

    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();

    public Observer()
    {
        Watching.Value = this;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.Name,
            Sample = (ref _) => Watching.Value == this ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (Watching.Value == this) _spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Measures.Name) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
    }

    public IReadOnlyCollection<Activity> Spans => _spans;

    public IReadOnlyCollection<Measurement> Measurements => _measurements;

    public Activity Span(string name) => Assert.Single(_spans, span => span.OperationName == name);

    public double Sum(string name, params ReadOnlySpan<(string Tag, string Value)> tags)
    {
        var wanted = tags.ToArray();
        return _measurements.Where(made => made.Name == name && Array.TrueForAll(wanted, tag => (string?)made.Tags.GetValueOrDefault(tag.Tag) == tag.Value))
            .Sum(made => made.Value);
    }

    /// <summary>Everything that would leave the process.</summary>
    public IEnumerable<string> Texts =>
        _spans.SelectMany(span => span.TagObjects.Concat(span.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value)))
                .Concat(span.Events.SelectMany(happened => happened.Tags))
                .Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName).Append(span.StatusDescription ?? ""))
            .Concat(_measurements.SelectMany(made => made.Tags.Select(tag => $"{tag.Key}={tag.Value}").Append(made.Name)));

    public void Dispose()
    {
        Watching.Value = null;
        _listener.Dispose();
        _meters.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Watching.Value == this)
        {
            _measurements.Enqueue(new Measurement(instrument.Name, instrument.Unit, value, new Dictionary<string, object?>(tags.ToArray())));
        }
    }
}

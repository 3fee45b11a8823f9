using Azure;
using Azure.Core;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Events;

/// <summary>The Event Grid topic. Events that come together go as one request of at most 1 MB; without a topic they go nowhere.</summary>
public sealed class EventTopic(EventGridPublisherClient? topic) : IAsyncDisposable
{
    private const int MaxEvents = 100;
    private const int MaxBytes = 700 * 1024;
    private const int EnvelopeBytes = 512;

    private readonly GroupCommit<CloudEvent> _events = new(
        events => topic is null ? Task.CompletedTask : topic.SendEventsAsync(events),
        MaxEvents,
        MaxBytes);

    /// <summary>The topic of the settings, signed in to by its key or by the hub's managed identity.</summary>
    public static EventTopic At(EventGridOptions options, Func<TokenCredential> signIn)
    {
        if (options.TopicEndpoint is not { Length: > 0 } endpoint)
        {
            return new EventTopic(null);
        }

        return new EventTopic(options.TopicKey is { Length: > 0 } key
            ? new EventGridPublisherClient(new Uri(endpoint), new AzureKeyCredential(key))
            : new EventGridPublisherClient(new Uri(endpoint), signIn()));
    }

    public bool IsThere => topic is not null;

    /// <summary>Completes when the topic has taken the event; throws <see cref="RequestFailedException"/> when it has not.</summary>
    public Task PublishAsync(CloudEvent cloudEvent) =>
        _events.WriteAsync(cloudEvent, (cloudEvent.Data?.ToMemory().Length ?? 0) + EnvelopeBytes);

    /// <summary>As <see cref="PublishAsync"/>, but not together with others: what is wrong with them does not touch this event.</summary>
    public Task PublishAloneAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
        topic?.SendEventAsync(cloudEvent, cancellation) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _events.DisposeAsync();
}

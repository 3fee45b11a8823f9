using System.Globalization;
using Azure;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Targets;

/// <summary>
/// The Event Grid topic, for events that it did not take when they were published. Each goes alone, so that one that is too large or
/// ill-formed spoils no other. What the topic will refuse for ever is a dead letter at once.
/// </summary>
internal sealed class TopicTarget(EventTopic topic) : ITarget
{
    public const string Name = "topic";

    public string Id => Name;

    public string Address => Name;

    public bool IsOrdered => false;

    public bool TellsState => false;

    public bool Wants(string eventType) => false;

    public async Task<Attempt> TellAsync(Notice notice, CancellationToken cancellation)
    {
        try
        {
            await topic.PublishAloneAsync(notice.Event, cancellation);
            return Attempt.Taken;
        }
        catch (RequestFailedException e)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"was answered {e.Status}");
            return e.Status is 400 or 401 or 403 or 404 or 413 ? Attempt.Refused(reason) : Attempt.Failed(reason, RetryAfter(e));
        }
        catch (AggregateException e)
        {
            return Attempt.Failed($"could not be reached: {e.InnerExceptions[0].GetType().Name}");
        }
    }

    private static TimeSpan? RetryAfter(RequestFailedException e) =>
        e.GetRawResponse() is { } response && response.Headers.TryGetValue("Retry-After", out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}

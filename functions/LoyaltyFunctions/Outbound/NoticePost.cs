using System.Text.Json;
using Azure.Messaging;
using LoyaltyFunctions.Outbound.Targets;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound;

/// <summary>
/// Puts events into the delivery queue, a row for each target that wants them. Once this has returned no crash loses one; what stands
/// behind the events until then stays theirs. Without targets it does nothing.
/// </summary>
public sealed class NoticePost(TargetBook targets, Notices notices, Courier courier, TimeProvider clock)
{
    public Task PutAsync(IEnumerable<CloudEvent> events) => targets.IsEmpty
        ? Task.CompletedTask
        : PutAsync(events.SelectMany(told => targets.Of(told.Type).Select(target => (target.Id, told))), atOnce: true);

    /// <summary>Keeps what the topic did not take. It is tried again by the timer, not at once.</summary>
    public Task DeferTopicAsync(IEnumerable<CloudEvent> events) => PutAsync(events.Select(told => (TopicTarget.Name, told)), atOnce: false);

    private async Task PutAsync(IEnumerable<(string Target, CloudEvent Event)> addressed, bool atOnce)
    {
        var put = addressed.Select(one => Notice(one.Target, one.Event)).ToList();
        await Task.WhenAll(put.Select(notices.PutAsync));
        foreach (var shard in put.Select(notice => notice.Shard).Distinct().Where(_ => atOnce))
        {
            _ = courier.WorkAsync(shard, isSure: true);
        }
    }

    // Due when it happened: published again, the event finds the row that it has, unless an attempt has failed since.
    private Notice Notice(string target, CloudEvent told)
    {
        var now = clock.GetUtcNow();
        return new Notice(target, told, JsonSerializer.SerializeToUtf8Bytes(told)) { Due = told.Time < now ? told.Time.Value : now };
    }
}

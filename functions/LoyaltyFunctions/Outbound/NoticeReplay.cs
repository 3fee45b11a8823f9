using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound;

/// <summary>Puts a dead notice back into the delivery queue, as if it had never been tried. A target that was gone is asked again, and told of everything once it takes it.</summary>
public sealed class NoticeReplay(DeadLetters letters, Notices notices, Courier courier, TimeProvider clock)
{
    /// <summary>The notice's id; null when there never was such a letter. Replaying once more changes nothing.</summary>
    public async Task<string?> ReplayAsync(string letter, CancellationToken cancellation)
    {
        if (await letters.FindNoticeAsync(letter, cancellation) is var (notice, version))
        {
            await notices.PutAsync(notice with { Due = clock.GetUtcNow(), IsReplay = true });
            await letters.SetAsideAsync(letter, version, cancellation);
            _ = courier.WorkAsync(notice.Shard, isSure: true);
            return notice.Id;
        }

        return await letters.WasReplayedAsync(letter, cancellation) ? DeadLetters.DeliveryOf(letter) : null;
    }
}

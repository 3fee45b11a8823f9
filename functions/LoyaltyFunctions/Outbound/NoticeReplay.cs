using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound;

/// <summary>Puts a dead notice back into the delivery queue, as if it had never been tried. A target that was gone is told again.</summary>
public sealed class NoticeReplay(DeadLetters letters, Notices notices, TargetLeases leases, Courier courier, TimeProvider clock)
{
    /// <summary>The notice's id; null when there never was such a letter. Replaying once more changes nothing.</summary>
    public async Task<string?> ReplayAsync(string letter, CancellationToken cancellation)
    {
        if (await letters.FindNoticeAsync(letter, cancellation) is { } notice)
        {
            await notices.PutAsync(notice with { Due = clock.GetUtcNow() });
            await leases.ForgetGoneAsync(notice.Shard, cancellation);
            await letters.SetAsideAsync(letter, cancellation);
            _ = courier.WorkAsync(notice.Shard, isSure: true);
            return notice.Id;
        }

        return await letters.WasReplayedAsync(letter, cancellation) ? DeadLetters.DeliveryOf(letter) : null;
    }
}

using LoyaltyFunctions.Connectors;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the data of <c>engagement.sent</c>, <c>.opened</c>, <c>.clicked</c>, <c>.converted</c> and <c>.unsubscribed</c>.</summary>
public static class EngagementReader
{
    private const int UrlLength = 2_048;

    /// <summary>Null exactly when a fault was noted.</summary>
    public static Engaged? Read(Fields data, Engagement engagement, DateTimeOffset occurredAt)
    {
        var before = data.Faults.Count;
        var member = IdentityReader.ReadRequired(data, "member");
        var campaign = data.Required("campaignId");
        var channel = data.Required("channel");
        if (channel is not null && !Engaged.Channels.Contains(channel)) data.Fault("channel", $"must be one of {string.Join(", ", Engaged.Channels)}");
        _ = data.Optional("url", UrlLength);
        return data.Faults.Count > before || member is null || channel is null
            ? null
            : new Engaged(occurredAt, engagement, member, campaign, channel);
    }
}

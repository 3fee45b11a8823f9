using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>One running hub for all stories that leave it as they found it; each story has members and receipts of its own.</summary>
public sealed class StoryHub : IAsyncLifetime
{
    public const string Collection = "The running hub";

    private Hub? _hub;

    public Hub Hub => _hub!;

    /// <summary>A client that may do everything.</summary>
    public HubClient Operator => Hub.As("operator");

    /// <summary>A client of partner acme that may read and earn.</summary>
    public HubClient Till => Hub.As("till");

    public WebhookSender Acme => Hub.Sender("acme", HubSettings.AcmeSecret);

    /// <summary>Somebody with a card of its own and the welcome of 100 points.</summary>
    public async Task<(string Member, string Card)> EnrolAsync()
    {
        var card = MemberBody.NewCard();
        return (await Operator.EnrolAsync(new MemberBody { Card = card }), card);
    }

    public async Task InitializeAsync() => _hub = await Hub.StartAsync();

    public async Task DisposeAsync()
    {
        if (_hub is null)
            return;
        Assert.Equal(0, await Hub.StopAsync());
        var leaks = Hub.Output.Leaks(Hub.Settings.Confidential);
        await Hub.DisposeAsync();
        // After every story, whatever it sent: no log names a member or shows a secret.
        Assert.Empty(leaks);
    }
}

[CollectionDefinition(StoryHub.Collection)]
public sealed class StoryHubCollection : ICollectionFixture<StoryHub>;

using System.Diagnostics;
using System.Globalization;
using Azure.Messaging;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Demo.Systems;

namespace LoyaltyFunctions.Demo;

/// <summary>One line of the story: what was sent, what the hub answered, and what became of it or a note that says more.</summary>
internal sealed record DemoLine(string Sent, string Says, int Status, DeliveryView? Became = null, string? Note = null)
{
    /// <summary>The calls to others that followed.</summary>
    public IReadOnlyList<DemoTold> Followed { get; init; } = [];
}

/// <summary>What the run sent, and what it found at the end.</summary>
internal sealed class DemoFindings(DemoClient client, DemoBlobs blobs)
{
    private static readonly TimeSpan EventPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly List<(string Title, List<DemoLine> Lines)> _chapters = [];
    private readonly List<(string Name, string Id)> _people = [];
    private IReadOnlySet<(string Container, string Name)> _blobsBefore = new HashSet<(string, string)>();

    public IReadOnlyList<(string Title, List<DemoLine> Lines)> Chapters => _chapters;

    public IReadOnlyList<(string Name, string Id)> People => _people;

    public IReadOnlyList<DemoMember> Members { get; private set; } = [];

    public IReadOnlyList<CloudEvent> Events { get; private set; } = [];

    public IReadOnlyList<DemoBlob> Blobs { get; private set; } = [];

    public void Begin(string title) => _chapters.Add((title, []));

    public void Tell(DemoLine line) => _chapters[^1].Lines.Add(line);

    public void Tell(DemoResult result, string? says = null, string? note = null) =>
        Tell(new DemoLine(result.Post.Step.Sample, says ?? result.Post.Step.Says, result.Status, result.Became, note) { Followed = result.Followed });

    public void Met(string name, string memberId) => _people.Add((name, memberId));

    public async Task LookBeforeAsync(CancellationToken stopping) => _blobsBefore = await blobs.ListAsync(stopping);

    public async Task LookAfterAsync(CancellationToken stopping)
    {
        var members = new List<DemoMember>();
        foreach (var (name, id) in _people)
        {
            members.Add(await DemoMember.ReadAsync(client, name, id, stopping));
        }

        Members = members;
        Events = await EventsAsync(stopping);
        Blobs = await blobs.ReadNewAsync(_blobsBefore, stopping);
    }

    /// <summary>The API's own changes are published behind the answer's back, so the last events may be a moment late.</summary>
    private async Task<IReadOnlyList<CloudEvent>> EventsAsync(CancellationToken stopping)
    {
        var newest = Members.Where(member => member.Entries.Count > 0)
            .Select(member => string.Create(CultureInfo.InvariantCulture, $"{member.Id}-{member.Entries[0].Seq}")).ToList();
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var events = await client.ReadEventsAsync(stopping);
            var known = events.Select(one => one.Id).ToHashSet();
            if (client.Events is null || newest.TrueForAll(known.Contains) || Stopwatch.GetElapsedTime(began) > EventPatience)
            {
                return events;
            }

            await Task.Delay(Pause, stopping);
        }
    }
}

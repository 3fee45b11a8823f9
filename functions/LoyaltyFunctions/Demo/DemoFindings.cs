using System.Diagnostics;
using System.Globalization;
using Azure.Messaging;
using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Demo;

/// <summary>One line of the story: what was sent, what the hub answered, what became of it (or a note that says more).</summary>
internal sealed record DemoLine(string What, string Says, int Status, DeliveryView? Became = null, string? Note = null);

/// <summary>What the run sent, and what it found at the end.</summary>
internal sealed class DemoFindings
{
    private static readonly TimeSpan EventPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly List<(string Title, List<DemoLine> Lines)> _chapters = [];
    private readonly List<(string Name, string Id)> _people = [];

    public IReadOnlyList<(string Title, List<DemoLine> Lines)> Chapters => _chapters;

    public IReadOnlyList<DemoMember> Members { get; private set; } = [];

    public IReadOnlyList<CloudEvent> Events { get; private set; } = [];

    public IReadOnlyList<DemoBlob> Blobs { get; private set; } = [];

    public void Begin(string title) => _chapters.Add((title, []));

    public void Tell(string what, string says, int status, string note) => _chapters[^1].Lines.Add(new DemoLine(what, says, status, null, note));

    public void Tell(DemoResult result, string? says = null, string? note = null) =>
        _chapters[^1].Lines.Add(new DemoLine(result.Post.Step.Sample, says ?? result.Post.Step.Says, result.Status, result.Became, note));

    public void Met(string name, string memberId) => _people.Add((name, memberId));

    public async Task ReadAsync(DemoClient client, DemoBlobs blobs, IReadOnlySet<(string Container, string Name)> before, CancellationToken stopping)
    {
        var members = new List<DemoMember>();
        foreach (var (name, id) in _people)
        {
            members.Add(await DemoMember.ReadAsync(client, name, id, stopping));
        }

        Members = members;
        Events = await EventsAsync(client, stopping);
        Blobs = await blobs.ReadNewAsync(before, stopping);
    }

    /// <summary>An enrolment is published behind its answer's back, so the last events may be a moment late.</summary>
    private async Task<IReadOnlyList<CloudEvent>> EventsAsync(DemoClient client, CancellationToken stopping)
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

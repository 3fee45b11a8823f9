using System.Text.Json;
using LoyaltyFunctions.Programmes;
using Testing.InProcess;
using Testing.Tables.Faults;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// Plays a story on one process after another: who gets no answer asks again, what was not completed comes again, and timers come round.
/// </summary>
internal sealed class Stage
{
    private const int Patience = 20;

    private readonly List<HubProcess> _processes = [];

    public Stage(string programme = "program.json", IReadOnlyDictionary<string, string?>? settings = null)
    {
        World = new World(programme, settings);
        Restart();
    }

    public World World { get; }

    public HubProcess Process => _processes[^1];

    /// <summary>The last answer to each request, in the order of the first attempts.</summary>
    public List<HttpAnswer> Answers { get; } = [];

    /// <summary>Members by their cards.</summary>
    public Dictionary<string, string> Members { get; } = [];

    public string Redemption { get; set; } = "";

    public DateTimeOffset Now => World.Clock.GetUtcNow();

    /// <summary>What goes wrong from now on in the process that runs now; later processes are unharmed.</summary>
    public void Harm(Func<WireRequest, Fault?>? plan) => Process.Wire.OnRequest = plan;

    public HttpAnswer Post(string path, string key, string body) => Ask(process => process.Post(path, key, body));

    public HttpAnswer Change(string card, string key, string? body) => Ask(process => process.Change(Members[card], key, body));

    public HttpAnswer Publish(string key, string programme) => Ask(process => process.Publish(key, programme));

    public HttpAnswer Webhook(string id, string body, string partner = "acme", string kind = "pos") => Ask(process => process.Webhook(id, body, partner, kind));

    /// <summary>A shop of Shopify tells something.</summary>
    public HttpAnswer Shop(string id, string topic, string body) => Ask(process => process.Shop(id, topic, body));

    public JsonElement ClaimOf(string id) => JsonElement.Parse(Process.Get($"claims/{id}")!.Body);

    /// <summary>Asks for the ledger to be rebuilt from the archive; the run goes when the queues are worked on.</summary>
    public string Rebuild(string key, string into) => Ask(process => process.Rebuild(key, $$"""{"into":"{{into}}"}""")).Text("id");

    /// <summary>Asks what a programme would have cost; the run goes when the queues are worked on.</summary>
    public HttpAnswer Simulate(string key, string programme, string from, string to) =>
        Ask(process => process.Simulate(key, $$"""{"program":{{programme}},"from":"{{from}}","to":"{{to}}"}"""));

    /// <summary>Asks what a campaign has come to; the report goes when the queues are worked on.</summary>
    public HttpAnswer ReportCampaign(string campaign, string key, string body) => Ask(process => process.ReportCampaign(campaign, key, body));

    public JsonElement Simulation(string id) => JsonElement.Parse(Process.Get($"program/simulations/{id}")!.Body);

    /// <summary>A run as an operator sees it.</summary>
    public JsonElement RunOf(string id) => JsonElement.Parse(Process.Get($"runs/{id}")!.Body);

    /// <summary>The newest run of a kind.</summary>
    public JsonElement LastRun(string kind) =>
        JsonElement.Parse(Process.Get("runs")!.Body).GetProperty("items").EnumerateArray().First(run => run.GetProperty("kind").GetString() == kind);

    public JsonElement Verify() => JsonElement.Parse(Post("archive/verify", "verify", "{}").Body);

    /// <summary>An ERP drops a file, and Event Grid tells of it until that has been taken.</summary>
    public void Drop(string blob, string content)
    {
        World.Blobs.Overwrite(Storage.Names.Containers.ErpInbox, blob, System.Text.Encoding.UTF8.GetBytes(content));
        Run(process => process.TakeFile(Json.Dropped(blob, Now)));
    }

    public void Event(string id, string type, string data) => Webhook(id, Json.Event(type, Now, data));

    public string Enrol(string card) => Members[card] = Post("members", "enrol " + card, Json.Enrol(card)).Text("memberId");

    public void Pass(TimeSpan time) => World.Clock.Advance(time);

    /// <summary>Works until the queues are empty.</summary>
    public void WorkQueues(int batch = 1)
    {
        for (var attempt = 0; World.Inbound.Count + World.Shards.Count + World.Files.Count > 0; attempt++)
        {
            Assert.True(attempt < 50 * Patience, "The queues do not become empty.");
            if (!Process.Receive(batch) || !Process.WorkShard() || !Process.WorkFile())
            {
                Restart();
            }
        }
    }

    public void Run(Func<HubProcess, bool> timer)
    {
        for (var attempt = 0; !timer(Process); attempt++)
        {
            Assert.True(attempt < Patience, "The timer never came to its end.");
            Restart();
        }
    }

    /// <summary>Waits for what goes on behind the answers: nothing is left to publish, and nobody is being told anything.</summary>
    public void Rest()
    {
        Process.Run(async () =>
        {
            for (var attempt = 0; new Books(World).Rows(Storage.Names.Tables.Outbox).Any(); attempt++)
            {
                Assert.True(attempt < 5_000, "Something is never published.");
                await Task.Delay(1);
            }

            return true;
        });
        Process.Rest();
    }

    /// <summary>All faults heal, and a quarter of an hour passes in which every timer runs.</summary>
    public void Settle()
    {
        Harm(null);
        Restart();
        for (var round = 0; round < 3; round++)
        {
            World.Clock.Advance(TimeSpan.FromMinutes(6));
            Run(process => process.Sweep());
            Run(process => process.RetryParked());
            Run(process => process.StartRuns());
            WorkQueues();
            Run(process => process.DeliverOutbound());
            Process.Rest();
        }
    }

    /// <summary>What breaks an invariant; after everything has settled also what is left undone.</summary>
    public IReadOnlyList<string> Faults(bool settled)
    {
        var invariants = new Invariants(new Books(World));
        var programme = Process.Get<ProgrammeBook>().Current;
        return [.. settled ? invariants.BrokenAtRest(programme) : invariants.Broken(programme)];
    }

    /// <summary>A process that was killed is followed by another one.</summary>
    public void Restart()
    {
        if (_processes.Count == 0 || Process.IsDead)
        {
            _processes.Add(World.NewProcess());
        }
    }

    public void End() => _processes.ForEach(process => process.Discard());

    private HttpAnswer Ask(Func<HubProcess, HttpAnswer?> call)
    {
        for (var attempt = 0; attempt < Patience; attempt++)
        {
            if (call(Process) is { IsFault: false } answer)
            {
                Answers.Add(answer);
                return answer;
            }

            Restart();
        }

        throw new InvalidOperationException("No attempt was answered.");
    }
}

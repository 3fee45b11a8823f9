using System.Globalization;
using System.Net;
using System.Text.Json;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Tests.Proof.Cases;
using Testing.InProcess;
using Testing.Tables.Faults;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// A programme's life by chance: tills, apps, partners and timers at once on two processes, over stores that fail, with a clock that runs
/// for years. Everything follows from the seed. While one process is held up at a request, the other may do something else entirely.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private const int Members = 10;
    private const double FaultRate = 0.004;
    private const double HoldRate = 0.01;
    private const double RefusalRate = 0.05;

    private static readonly Fault[] Faults =
    [
        Fault.ServerBusy, Fault.Reset, Fault.Timeout, Fault.TooManyRequests,
        Fault.Reset.AfterCommit(), Fault.Timeout.AfterCommit(), Fault.OperationTimedOut.AfterCommit(),
        Fault.Stop, Fault.Stop.AfterCommit(),
    ];

    private readonly Random _chance;
    private readonly HubProcess[] _processes = new HubProcess[2];
    private readonly List<HubProcess> _dead = [];
    private readonly SimulatedCallers _callers;
    private bool _isFaulty = true;
    private bool _isHeldUp;

    public Simulation(int seed)
    {
        _chance = new Random(seed);
        World = new World(Programmes.ShortLived, OutgoingCases.Subscribers, seed);
        World.Receiver.Answer = _ => _isFaulty && _chance.NextDouble() < RefusalRate ? new HttpResponseMessage(HttpStatusCode.BadGateway) : null;
        _callers = new SimulatedCallers(_chance, Members);
        Audit = new Audit(World);
        Restart();
    }

    public World World { get; }

    public Audit Audit { get; }

    /// <summary>What was done, in short, for whoever looks for the cause.</summary>
    public Queue<string> Recent { get; } = new();

    public int Restarts => _dead.Count;

    public int Step()
    {
        World.Clock.Advance(TimeSpan.FromSeconds(_chance.Next(1, _chance.Next(20) == 0 ? 100_000 : 3_000)));
        Act(_processes[_chance.Next(2)]);
        Restart();
        return Audit.Check();
    }

    /// <summary>All faults heal and time passes; what is then still undone stays so for ever.</summary>
    public IReadOnlyList<string> Heal()
    {
        _isFaulty = false;
        foreach (var retry in _callers.Unanswered())
        {
            retry(_processes[0]);
        }

        // Long enough for what was queued again so often that its next time is hours away.
        for (var round = 0; round < 6; round++)
        {
            World.Clock.Advance(round < 3 ? TimeSpan.FromMinutes(7) : TimeSpan.FromHours(11));
            foreach (var work in (Func<HubProcess, bool>[])[process => process.Sweep(), process => process.RetryParked(), process => process.StartRuns(), process => process.DeliverOutbound()])
            {
                Assert.True(work(_processes[round % 2]), "A timer fails although nothing is wrong.");
            }

            Drain();
        }

        Array.ForEach(_processes, process => process.Rest());
        Audit.Check();
        var programme = _processes[0].Get<ProgrammeBook>().Current;
        return [.. new Invariants(new Books(World)).BrokenAtRest(programme), .. _callers.Contradictions, .. Disproved()];
    }

    /// <summary>What the hub's own proofs find after all that has happened: of the archive, of its replay, and of the programme's sums.</summary>
    private IEnumerable<string> Disproved()
    {
        var process = _processes[0];
        Assert.True(process.Compact() & process.Reconcile(), "A timer fails although nothing is wrong.");
        Assert.Equal(202, process.Rebuild("proof", """{"into":"Copy"}""")!.Status);
        Drain();
        var verified = process.Post("archive/verify", "proof", "{}")!.Body;
        if (!JsonElement.Parse(verified).GetProperty("ok").GetBoolean())
        {
            yield return $"I7: {verified}";
        }

        var proofs = JsonElement.Parse(process.Get("runs")!.Body).GetProperty("items").EnumerateArray().Where(run => run.TryGetProperty("report", out _)).ToList();
        Assert.Equal(2, proofs.Count);
        foreach (var run in proofs)
        {
            var report = run.GetProperty("report");
            if (!run.TryGetProperty("finishedAt", out _) || report.GetProperty("differences").GetInt64() > 0 || !report.GetProperty("sums").GetProperty("balanced").GetBoolean())
            {
                yield return $"I11: {run}";
            }
        }
    }

    private void Drain()
    {
        for (var message = 0; World.Inbound.Count + World.Shards.Count > 0; message++)
        {
            Assert.True(message < 20_000, "The queues do not become empty.");
            Assert.True(_processes[message % 2].Receive() & _processes[message % 2].WorkShard(), "A message fails although nothing is wrong.");
        }
    }

    public void Dispose()
    {
        foreach (var process in _dead.Concat(_processes))
        {
            process.Discard();
        }
    }

    private void Act(HubProcess process)
    {
        switch (_chance.Next(100))
        {
            case < 55:
                Note(process, _callers.Call(process));
                break;
            case < 85:
                World.Inbound.Rotate(_chance.Next(4) == 0 ? _chance.Next(5) : 0);
                Note(process, $"receive: {Repeat(() => World.Inbound.Count > 0 && process.Receive())}");
                break;
            case < 91:
                Note(process, $"shard: {Repeat(() => World.Shards.Count > 0 && process.WorkShard())}");
                break;
            case < 94:
                Note(process, $"sweep: {process.Sweep()}, told: {process.DeliverOutbound()}");
                break;
            case < 96:
                Note(process, $"runs: {process.StartRuns()}");
                break;
            case < 97:
                Note(process, $"parked: {process.RetryParked()}, programme: {process.ReloadProgramme()}, expiring: {process.TellExpiring()}");
                break;
            case < 98:
                World.Inbound.Send(World.Inbound.Peek(_chance.Next(3)));
                World.Shards.Send(World.Shards.Peek(1));
                break;
            default:
                World.Inbound.Complete(World.Inbound.Peek(_chance.Next(2)));
                break;
        }
    }

    private static int Repeat(Func<bool> work)
    {
        var times = 0;
        while (times < 10 && work())
        {
            times++;
        }

        return times;
    }

    private void Note(HubProcess process, string what)
    {
        Recent.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{World.Clock.GetUtcNow():u} process {Array.IndexOf(_processes, process)}: {what}"));
        if (Recent.Count > 40)
        {
            Recent.Dequeue();
        }
    }

    private Fault? OnRequest(HubProcess process, WireRequest request)
    {
        if (!_isFaulty)
        {
            return null;
        }

        if (!_isHeldUp && _chance.NextDouble() < HoldRate)
        {
            HoldUp(process);
        }

        return _chance.NextDouble() < FaultRate ? Faults[_chance.Next(Faults.Length)] : null;
    }

    /// <summary>The other process does something from beginning to end while this one waits for its request.</summary>
    private void HoldUp(HubProcess process)
    {
        _isHeldUp = true;
        var other = _processes.First(candidate => candidate != process);
        for (var i = _chance.Next(1, 4); i > 0 && !other.IsDead; i--)
        {
            Act(other);
        }

        _isHeldUp = false;
    }

    private void Restart()
    {
        for (var i = 0; i < _processes.Length; i++)
        {
            if (_processes[i] is { IsDead: false })
            {
                continue;
            }

            if (_processes[i] is { } dead)
            {
                dead.Discard();
                _dead.Add(dead);
            }

            var process = World.NewProcess();
            process.Wire.OnRequest = request => OnRequest(process, request);
            _processes[i] = process;
        }
    }
}

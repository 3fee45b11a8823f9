using Loyalty.Programmes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// `POST /api/program/simulations`: what would a programme have cost? The candidate is checked as a published one, kept with the days, and
/// replayed in the background; nothing of it ever takes effect.
/// </summary>
public sealed class SimulationRequest(SimulationStores stores, ProgrammeBook programmes, TimeProvider clock)
{
    public const string Kind = "simulation";

    /// <summary>A row of the table holds it with room to spare.</summary>
    private const int MaxBytes = 512 * 1024;

    /// <summary>Returns the answer, and the messages that make the run go.</summary>
    public async Task<(IActionResult Answer, string[] Messages)> HandleAsync(Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var (candidate, from, to) = JsonRequest.Read(body, Read);
        var asked = await stores.Plans.FindAskedAsync(operation.Key, cancellation);
        var run = asked?.Run ?? Runs.NewId(Kind, clock.GetUtcNow()) + operation.Key[..6];
        var isNew = asked is null
            && await stores.Plans.TryPlanAsync(new SimulationPlan(run, candidate, programmes.Current.Version, from, to), operation, cancellation);
        if (!isNew)
        {
            asked ??= await stores.Plans.FindAskedAsync(operation.Key, cancellation);
            run = asked?.RequestHash == operation.RequestHash ? asked.Value.Run : throw new ProblemException(Problem.IdempotencyKeyReused);
        }

        var view = ApiJson.Write(new AcceptedView(run), ApiJson.Default.AcceptedView);
        return (new AnswerResult(new Answer(202, view, $"/api/program/simulations/{run}"), replayed: !isNew), [.. await StartAsync(run, cancellation)]);
    }

    public async Task<SimulationView> GetAsync(string id, CancellationToken cancellation)
    {
        var plan = await stores.Plans.FindPlanAsync(id, cancellation) ?? throw new ProblemException(Problem.NotFound);
        var state = await stores.Runs.FindAsync(id, cancellation) ?? throw new ProblemException(Problem.NotFound);
        var current = await programmes.VersionAsync(plan.CurrentVersion, cancellation);
        return SimulationView.Of(state, plan, new SimulationSides(current, Candidate(plan.Candidate)!, await stores.Plans.SumAsync(id, cancellation))
        {
            Budgets = await stores.Parts.FindForecastsAsync(id, cancellation),
        });
    }

    /// <summary>The document of a plan, which was read without a fault when it was asked for.</summary>
    public static Programme? Candidate(byte[] document) => ProgrammeReader.Read(document).Programme;

    /// <summary>The first step, unless the run has come to its end: a shard that is done is not worked on again.</summary>
    private async Task<IEnumerable<string>> StartAsync(string run, CancellationToken cancellation)
    {
        var plan = await stores.Plans.FindPlanAsync(run, cancellation) ?? throw new InvalidOperationException($"The plan of {run} is missing.");
        var task = await SimulationTask.OfAsync(plan, stores.Tables, programmes, cancellation);
        var state = await stores.Runs.FindAsync(run, cancellation);
        if (state is null)
        {
            await stores.Runs.StartAsync(new Run(run, Kind, clock.GetUtcNow(), task.Shards), cancellation);
        }

        var messages = task.MessagesOf(task.First, run, SimulationTask.RangesOf(stores.Tables));
        return state?.FinishedAt is null ? messages.Select(message => message.ToJson()) : [];
    }

    private (byte[] Candidate, DateOnly From, DateOnly To) Read(Fields body)
    {
        var (from, to) = (body.Date("from"), body.Date("to"));
        foreach (var (name, date) in (ReadOnlySpan<(string, DateOnly?)>)[("from", from), ("to", to)])
        {
            if (date is null && !body.Has(name))
            {
                body.Fault(name, "is missing");
            }
        }

        if (from > to || to == DateOnly.MaxValue)
        {
            body.Fault("to", "must not be before from");
        }

        return (ReadCandidate(body), from ?? default, to ?? default);
    }

    private byte[] ReadCandidate(Fields body)
    {
        if (!body.TryGet("program", out var json))
        {
            body.Fault("program", "is missing");
            return [];
        }

        var document = System.Text.Encoding.UTF8.GetBytes(json.GetRawText());
        if (document.Length > MaxBytes)
        {
            throw new ProblemException(Problem.TooLarge);
        }

        var (candidate, faults) = ProgrammeReader.Read(document);
        foreach (var fault in faults)
        {
            body.Fault($"program{fault.Pointer}", fault.Detail);
        }

        // Points and amounts of the two are compared, and the days must be the same days.
        if (candidate is not null && candidate.Currency != programmes.Current.Currency)
        {
            body.Fault("program/currency", "must be that of the programme that holds now");
        }

        if (candidate is not null && candidate.TimeZone.Id != programmes.Current.TimeZone.Id)
        {
            body.Fault("program/timeZone", "must be that of the programme that holds now");
        }

        return document;
    }
}

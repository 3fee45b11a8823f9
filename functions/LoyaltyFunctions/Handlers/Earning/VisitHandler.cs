using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Places;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>Somebody is somewhere: at a store, or within a geofence. <c>On</c> is one of <see cref="Occasions"/>.</summary>
public sealed record Visit(string On, DateTimeOffset OccurredAt, Identity Member, string? StoreId, string? GeofenceId)
{
    /// <summary>By which an engagement came.</summary>
    public string? Channel { get; init; }

    /// <summary>Where that is, where the sender says.</summary>
    public GeoPoint? Point { get; init; }

    public static Visit Of(CheckedIn checkIn) => new(Occasions.CheckIn, checkIn.OccurredAt, checkIn.Member, checkIn.StoreId, null)
    {
        Point = checkIn is { Latitude: { } latitude, Longitude: { } longitude } ? new GeoPoint(longitude, latitude) : null,
        DeviceId = checkIn.DeviceId,
    };

    /// <summary>The device that it came from, where the sender says.</summary>
    public string? DeviceId { get; init; }

    /// <summary>What was paid there, of a payment by a linked card.</summary>
    public Purchase? Payment { get; init; }

    /// <summary>The sender's id of it, where it has one.</summary>
    public string? Reference { get; init; }

    public static Visit Of(MemberSignal signal) =>
        new(signal.On, signal.OccurredAt, signal.Member, signal.StoreId, null) { Reference = signal.Reference };

    /// <summary>What makes it happen once: its own id, or its delivery's.</summary>
    public string MarkerOf(EventOrigin origin) => Reference is null ? origin.Marker : Keys.Hash("signal", origin.Partner, Reference);

    public static Visit Of(GeofenceCrossed crossed) =>
        new(Occasions.Geofence, crossed.OccurredAt, crossed.Member, crossed.StoreId, crossed.GeofenceId) { Point = crossed.Point };
}

/// <summary>A visit: the bonuses that the programme gives for one, within their limits, once for each delivered event.</summary>
public sealed class VisitHandler(
    BudgetedCommits commits,
    IdentityClaims identities,
    Publications publications,
    MemberFactsReader facts,
    SpeedCheck speed,
    TraceWatch traces,
    ProgrammeBook programmes)
{
    private sealed record Visited(EventOutcome Outcome)
    {
        public string? MovedTo { get; init; }
    }

    public async Task<EventOutcome> HandleAsync(Visit visit, EventOrigin origin, CancellationToken cancellation)
    {
        if (await identities.FindAsync(visit.Member, cancellation) is not { } memberId)
        {
            return EventOutcome.Processed($"nobody is enrolled with this {visit.Member.Type}; a visit does not wait");
        }

        while (true)
        {
            var visited = await VisitAsync(memberId, visit, origin, cancellation);
            if (visited.MovedTo is not { } next)
            {
                return visited.Outcome;
            }

            memberId = next;
        }
    }

    private async Task<Visited> VisitAsync(string memberId, Visit visit, EventOrigin origin, CancellationToken cancellation)
    {
        if (await FindEarnedAsync() is { } done)
        {
            return done;
        }

        var member = await facts.ReadAsync(memberId, cancellation);
        var command = new EarnEvent(
            visit.On,
            new EntrySource(origin.Partner, visit.StoreId, Reference: origin.DeliveryId),
            visit.OccurredAt,
            origin.ReceivedAt,
            member)
        {
            GeofenceId = visit.GeofenceId,
            Channel = visit.Channel,
            Cap = speed.CapOf(origin),
        };
        var way = await speed.LookAsync(memberId, visit, origin, cancellation);
        await traces.NoteAsync(memberId, visit, cancellation);
        var subject = commits.OfOperation(memberId, visit.MarkerOf(origin), visit.On);
        return await commits.CommitAsync(subject, Decide, FindDoneAsync, visited => [.. visited.Outcome.Publications.SelectMany(one => one.Entries)], cancellation);

        Draft<Visited> Decide(StoredAccount? before, BudgetsLeft budgets) =>
            way?.Refusal is { } refusal ? new(new Visited(EventOutcome.Processed(refusal))) : Noted(Decided(before, budgets), way);

        Draft<Visited> Decided(StoredAccount? before, BudgetsLeft budgets) => before is null
            ? new(new Visited(EventOutcome.Processed("the member does not exist")))
            : Draft(before, command with { Budgets = budgets }, visit.MarkerOf(origin));

        async Task<Visited?> FindEarnedAsync() =>
            await publications.OfAsync(memberId, visit.MarkerOf(origin), cancellation) is { } publication ? Earned(publication) : null;

        async Task<Visited?> FindDoneAsync()
        {
            if (await FindEarnedAsync() is { } earned)
            {
                return earned;
            }

            // Another visit may have come first.
            way = way is null ? null : await speed.LookAsync(memberId, visit, origin, cancellation);
            return null;
        }
    }

    private Draft<Visited> Draft(StoredAccount before, EarnEvent command, string marker)
    {
        var decision = command.Decide(before.Account, programmes.Current);
        if (decision.Outcome == EarnEvent.Outcome.ClockImplausible)
        {
            decision = (command with { OccurredAt = command.At }).Decide(before.Account, programmes.Current);
        }

        return decision.Outcome == EarnEvent.Outcome.Earned
            ? new(Earned(new Publication(before.Account.MemberId, decision.Entries)), new Commit(decision.Account, decision.Entries)
            {
                Operation = new Operation(marker, marker),
                Answer = Answer.None,
            })
            : new(new Visited(EventOutcome.Processed(ReasonOf(decision.Outcome)))
            {
                MovedTo = before.Account.MergedInto,
            });
    }

    private static string ReasonOf(EarnEvent.Outcome outcome) => outcome switch
    {
        EarnEvent.Outcome.NothingToEarn => "the visit earns nothing",
        EarnEvent.Outcome.TooFast => "the visit is held back: more than the programme's safety rules allow; an operator can lift that (visits)",
        _ => $"the visit was refused: {outcome}",
    };

    /// <summary>The visit leaves where it was with the profile, in the same transaction.</summary>
    private static Draft<Visited> Noted(Draft<Visited> draft, Way? way) =>
        draft.Commit is null || way is null ? draft : draft with { Commit = draft.Commit with { Profile = way.After, ReadAt = way.ReadAt } };

    private static Visited Earned(Publication publication) => new(EventOutcome.Processed() with
    {
        Entries = [.. publication.Entries.Select(entry => new EntryRef(publication.MemberId, entry.Sequence))],
        Publications = [publication],
    });
}

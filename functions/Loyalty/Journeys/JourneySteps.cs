using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.UseCases;

namespace Loyalty.Journeys;

/// <summary>
/// What follows from an occasion by the journeys of the programme, as entries of the same decision: so it happens exactly as often as what
/// set it off.
/// </summary>
internal static class JourneySteps
{
    /// <summary>One occasion sets off no more than these, in the programme's order, so that a decision fits a transaction.</summary>
    private const int MaximumAtOnce = 10;

    public static bool Any(Programme programme, string on) => programme.Journeys.Any(journey => journey.On == on);

    public static void Follow(Posting posting, JourneyOccasion cause) => Follow(posting, cause, posting.Programme.Journeys);

    private static void Follow(Posting posting, JourneyOccasion cause, IReadOnlyList<Journey> journeys)
    {
        var local = TimeZoneInfo.ConvertTime(cause.Occasion.OccurredAt, posting.Programme.TimeZone).DateTime;
        foreach (var journey in journeys.Where(journey => journey.On == cause.Occasion.On).Take(MaximumAtOnce))
            if (!IsGiven(posting, journey, cause) && JourneyFit.Fits(journey, posting, cause, local) && Entry(posting, journey, cause) is { } entry)
                posting.Add(entry);
    }

    /// <summary>As <see cref="Follow(Posting, JourneyOccasion)"/>, then what follows from the goals that were reached with it.</summary>
    /// <param name="posting">The decision, with the entry of the occasion.</param>
    /// <param name="cause">The occasion.</param>
    /// <param name="steps">What it did towards goals.</param>
    /// <param name="of">The version whose journeys follow; null: the one that decides.</param>
    public static void Follow(Posting posting, JourneyOccasion cause, IReadOnlyList<PlayStep> steps, Programme? of = null)
    {
        var journeys = (of ?? posting.Programme).Journeys;
        Follow(posting, cause, journeys);
        foreach (var step in steps.Where(step => step.IsReached))
            Follow(posting, cause with
            {
                Occasion = cause.Occasion with { On = Goal.TriggerPrefix + step.Goal },
                Cause = cause.Cause is null ? null : JourneyGift.CauseOf(step),
            }, journeys);
    }

    /// <summary>A gift that was used and so could not be taken back is not given twice.</summary>
    private static bool IsGiven(Posting posting, Journey journey, JourneyOccasion cause) =>
        cause.Cause is { } by && posting.Account.Personal.Gifts.Any(gift => gift.Journey == journey.Id && gift.Cause == by);

    /// <summary>As <see cref="Follow(Posting, JourneyOccasion)"/> for one journey that has come due: it leaves an entry in any case, so that it is not due any more.</summary>
    public static void Come(Posting posting, Journey journey, JourneyOccasion cause)
    {
        var local = TimeZoneInfo.ConvertTime(cause.Occasion.OccurredAt, posting.Programme.TimeZone).DateTime;
        var isOver = journey.Season is { } season && posting.Today > season.Until;
        var entry = isOver || !JourneyFit.Fits(journey, posting, cause, local) ? null : Entry(posting, journey, cause);
        posting.Add(entry ?? Draft(journey, cause) with { Personal = new PersonalEffect { Journey = journey.Id, Skipped = isOver ? "over" : "conditions" } });
    }

    /// <summary>Null where nothing comes of it, by consent, contact cap or budget, and it did not have to come about.</summary>
    private static LedgerEntry? Entry(Posting posting, Journey journey, JourneyOccasion cause)
    {
        var (message, skipped) = Message(posting, journey, cause);
        if (message is null && journey.Then.IsMessageOnly && !journey.IsByCalendar)
            return null;
        var wanted = journey.Then.Points is { } more && posting.CanTake(more) ? more : Points.Zero;
        var points = posting.WithinBudgets(journey.Key, wanted);
        if (points == Points.Zero && wanted > points && journey.Then.IsPointsOnly && !journey.IsByCalendar)
            return null;
        return Draft(journey, cause) with
        {
            Cuts = points == wanted ? [] : [new RuleCut(journey.Key, CutReason.Budget, wanted - points)],
            Points = points,
            Rules = points == Points.Zero ? [] : [new RulePoints(journey.Key, points)],
            Lots = points == Points.Zero ? [] : posting.NewLot(points, posting.Today, posting.Programme.ExpiresOn(posting.Today)),
            Uses = [.. Uses(journey, message, posting, points)],
            Personal = new PersonalEffect
            {
                Journey = journey.Id,
                Cause = cause.Cause,
                Skipped = skipped,
                Grants = [.. Grants(posting, journey.Then)],
                Message = message,
            },
        };
    }

    private static LedgerEntry Draft(Journey journey, JourneyOccasion cause) => new()
    {
        Kind = EntryKind.Bonus,
        OccurredAt = cause.Occasion.OccurredAt,
        Source = new EntrySource(cause.Source.Partner, cause.Source.StoreId),
        Reason = journey.Key,
    };

    private static (MessageRequest? Message, string? Skipped) Message(Posting posting, Journey journey, JourneyOccasion cause)
    {
        if (journey.Then.Message is not { } wanted)
            return (null, null);
        var channel = wanted.Channels.FirstOrDefault(channel => cause.Member.Channels.Contains(channel));
        if (channel is null)
            return (null, "no-consent");
        if (!JourneyFit.IsLeft(posting.Account, ContactPolicy.Key, posting.Programme.Contact.Limit, posting.Today))
            return (null, "contact-cap");
        return (new MessageRequest(wanted.Template, channel) { On = cause.About?.On, Points = cause.About?.Points }, null);
    }

    private static IEnumerable<GrantChange> Grants(Posting posting, JourneyActions then) =>
    [
        .. then.Offers.Select(action => Grant(posting, GrantKind.Offer, action)),
        .. then.Rewards.Select(action => Grant(posting, GrantKind.Reward, action)),
        .. then.Benefits.Select(action => Grant(posting, GrantKind.Benefit, action)),
    ];

    private static GrantChange Grant(Posting posting, GrantKind kind, GrantAction action) =>
        new(GrantChange.IdOf(posting.Account, kind, action.Item), kind, action.Item, action.For.After(posting.Today), action.Uses);

    private static IEnumerable<RuleUse> Uses(Journey journey, MessageRequest? message, Posting posting, Points points)
    {
        if (journey.Limit is { } limit)
            yield return new RuleUse(journey.Key, limit.Per.Key(posting.Today), 1, points);
        if (message is not null && posting.Programme.Contact.Limit is { } cap)
            yield return new RuleUse(ContactPolicy.Key, cap.Per.Key(posting.Today), 1, Points.Zero);
    }
}

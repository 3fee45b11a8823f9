using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.UseCases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>Somebody joins. The member id follows from the operation, so that a repeated enrolment meets itself.</summary>
public sealed record NewMember(Enrolment Enrolment, string Partner, DateTimeOffset OccurredAt, Operation Operation)
{
    public string MemberId { get; } = Keys.MemberOf(Operation.Key);

    /// <summary>A referrer who cannot be is a fault; else the member is enrolled without one.</summary>
    public bool IsReferrerRequired { get; init; }

    /// <summary>The delivery or the client of the API that told of it.</summary>
    public string? DeliveryId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>A sender whose clock runs ahead does not outdo what is told later.</summary>
    public MemberProfile ProfileAt(DateTimeOffset now) => MemberProfile.Enrolled(
        Enrolment.Profile,
        Enrolment.Identities,
        new ConsentSource(Partner, OccurredAt < now ? OccurredAt : now) { DeliveryId = DeliveryId, ClientId = ClientId });
}

/// <summary>What became of an enrolment.</summary>
public sealed record EnrolResult(EnrolResult.Kind Outcome, Answer? Answer = null)
{
    public enum Kind
    {
        Enrolled,
        Replayed,
        KeyReused,
        IdentityTaken,
        ReferrerInvalid,
    }

    /// <summary>The entries of this enrolment; null where an earlier attempt may have written them.</summary>
    public IReadOnlyList<LedgerEntry>? Granted { get; init; }

    /// <summary>What is wrong with the referrer, also where the member was enrolled without one.</summary>
    public string? Problem { get; init; }
}

/// <summary>Claims each identity, then opens the account with its profile and welcome in one transaction.</summary>
public sealed class EnrolHandler(
    Ledger ledger,
    BudgetedCommits commits,
    IdentityClaims identities,
    Referrers referrers,
    ProgrammeBook programmes,
    TimeProvider clock)
{
    public async Task<EnrolResult> EnrolAsync(NewMember member, CancellationToken cancellation)
    {
        var (referrer, problem) = await referrers.FindAsync(member, cancellation);
        if (await FindAnswerAsync(member, cancellation) is { } answered)
        {
            return answered with { Problem = problem };
        }

        if (problem is not null && member.IsReferrerRequired)
        {
            return new EnrolResult(EnrolResult.Kind.ReferrerInvalid) { Problem = problem };
        }

        if (!await identities.TryClaimAsync(member.Enrolment.Identities, member.MemberId, cancellation))
        {
            return await RefuseAsync(member, cancellation);
        }

        var subject = commits.OfOperation(member.MemberId, member.Operation.Key, Occasions.Enrolment);
        return await commits.CommitAsync(subject, Decide, FindDoneAsync, result => result.Granted, cancellation) with { Problem = problem };

        // An account that is there already is this operation's own: its commit is refused as done before, and answered from its row.
        Draft<EnrolResult> Decide(StoredAccount? before, BudgetsLeft budgets) => Draft(member, referrer, budgets, clock.GetUtcNow());

        async Task<EnrolResult?> FindDoneAsync() =>
            await FindAnswerAsync(member, cancellation)
            ?? (await ledger.IsBarredAsync(member.MemberId, cancellation) ? await RefuseAsync(member, cancellation) : null);
    }

    private Draft<EnrolResult> Draft(NewMember member, string? referrer, BudgetsLeft budgets, DateTimeOffset now)
    {
        var consents = ConsentSteps.Of(null, member.ProfileAt(now), member.Operation, programmes.Current, now);
        var profile = consents.Profile;
        var opened = Account.Open(member.MemberId, programmes.Current, now);
        var command = new EnrolMember(
            new EntrySource(member.Partner, member.Enrolment.Profile.HomeStoreId),
            member.OccurredAt,
            now,
            MemberFactsReader.Of(member.Enrolment.Profile, programmes.Current))
        {
            Budgets = budgets,
        };
        var decision = command.Decide(opened, programmes.Current);
        if (decision.Outcome == EnrolMember.Outcome.ClockImplausible)
        {
            decision = (command with { OccurredAt = now }).Decide(opened, programmes.Current);
        }

        var (after, entries) = consents.After(decision.Account, decision.Entries, programmes.Current);
        var view = MemberView.Of(member.MemberId, profile, BalanceView.Of(after.At(now, programmes.Current)));
        var answer = new Answer(201, ApiJson.Write(view, ApiJson.Default.MemberView), $"/api/members/{member.MemberId}");
        return new(
            new EnrolResult(EnrolResult.Kind.Enrolled, answer) { Granted = entries },
            new Commit(after, entries)
            {
                Operation = member.Operation,
                Answer = answer,
                Announce = LoyaltyEvents.MemberEnrolled,
                Profile = profile,
                Referrer = referrer,
            });
    }

    private async Task<EnrolResult?> FindAnswerAsync(NewMember member, CancellationToken cancellation)
    {
        var done = await ledger.FindOperationAsync(member.MemberId, member.Operation.Key, cancellation);
        return done is null ? null
            : done.RequestHash != member.Operation.RequestHash ? new EnrolResult(EnrolResult.Kind.KeyReused)
            : new EnrolResult(EnrolResult.Kind.Replayed, done.Answer);
    }

    private async Task<EnrolResult> RefuseAsync(NewMember member, CancellationToken cancellation)
    {
        var answer = Refusals.Kept(new(Hosting.Http.Problem.IdentityTaken));
        return await ledger.TryKeepAnswerAsync(member.MemberId, member.Operation, answer, cancellation)
            ? new EnrolResult(EnrolResult.Kind.IdentityTaken, answer)
            : await FindAnswerAsync(member, cancellation) ?? new EnrolResult(EnrolResult.Kind.IdentityTaken, answer);
    }
}

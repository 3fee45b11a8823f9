using Loyalty.Earning;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.Simulations;

/// <summary>From an instant to just before another, by when entries were recorded.</summary>
public sealed record SimulationSpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>What a member's history is replayed under.</summary>
public sealed record ReplayTask(Programme Programme, SimulationSpan Span)
{
    /// <summary>When the budgets end; null: they give whatever is wanted, to find that out.</summary>
    public BudgetForecast? Budgets { get; init; }

    /// <summary>What a partner's receipts and other events may give.</summary>
    public Func<string, PartnerCap> CapOf { get; init; } = _ => PartnerCap.None;
}

/// <summary>Who it is about: what the profile tells, and the visits within the span that the archive tells of.</summary>
public sealed record ReplayMember(string MemberId, MemberFacts Facts, IReadOnlyList<ReplayVisit> Visits);

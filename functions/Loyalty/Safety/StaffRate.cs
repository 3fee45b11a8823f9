using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.Safety;

/// <summary>Who works here earns another part of what others would, unless somebody has lifted that.</summary>
internal static class StaffRate
{
    /// <summary>Null for who earns as everybody.</summary>
    public static Rational? Of(Account account, Programme programme, MemberFacts member, DateOnly today) =>
        programme.Safety.Staff is { } staff && account.Personal.Staff != StaffStep.Trusted && IsStaff(staff, account, programme, member, today) ? staff.Earn : null;

    /// <summary>The part of each rule, so that they add up to the part of all, rounded down.</summary>
    public static IReadOnlyList<RulePoints> Part(IReadOnlyList<RulePoints> rules, Rational? rate)
    {
        if (rate is not { } part)
            return rules;
        var (sum, given, parts) = (Points.Zero, Points.Zero, new List<RulePoints>());
        foreach (var rule in rules)
        {
            sum += rule.Points;
            var upTo = new Points((part * sum.Value).Floor());
            if (upTo != given)
                parts.Add(rule with { Points = upTo - given });
            given = upTo;
        }

        return parts;
    }

    /// <summary>What rules must not exceed before the part is taken, so that they come to these points after it; a refund asks in that order.</summary>
    public static IEnumerable<RulePoints> Whole(IEnumerable<RulePoints> caps, Rational? rate) => rate is not { Sign: > 0 } part
        ? caps
        : caps.Select(cap => cap with { Points = new Points(-(-cap.Points.Value / part).Floor()) });

    /// <summary>The same with what each rule lost.</summary>
    public static Stacked Apply(Stacked stacked, Rational? rate)
    {
        if (rate is null)
            return stacked;
        var kept = Part(stacked.Rules, rate);
        var cuts = from rule in stacked.Rules
                   let lost = rule.Points - Points.Sum(kept.Where(part => part.Id == rule.Id).Select(part => part.Points))
                   where lost > Points.Zero
                   select new RuleCut(rule.Id, CutReason.Staff, lost);
        return new Stacked(kept, [.. stacked.Cuts, .. cuts]);
    }

    private static bool IsStaff(StaffPolicy staff, Account account, Programme programme, MemberFacts member, DateOnly today) =>
        member.IsStaff
        || staff.Segments.Any(id => programme.Segments.Any(segment => segment.Id == id && segment.Holds(account, member, programme, today)));
}

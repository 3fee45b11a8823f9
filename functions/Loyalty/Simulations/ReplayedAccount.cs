using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.UseCases;

namespace Loyalty.Simulations;

/// <summary>A member's account as it would stand under the programme of the task, and what it took to get there.</summary>
internal sealed class ReplayedAccount(ReplayTask task, ReplayMember member)
{
    private Account? _account;

    public Programme Programme => task.Programme;

    public MemberFacts Facts => member.Facts;

    public ReplayCount Count { get; } = new(task.Programme);

    public bool IsOpened => _account is not null;

    public Account Account => _account ?? throw new InvalidOperationException("Nothing has opened the account yet.");

    public void Open(DateTimeOffset opened) => _account ??= Account.Open(member.MemberId, task.Programme, opened);

    /// <summary>An entry as it was, from before the span.</summary>
    public void Take(LedgerEntry entry)
    {
        Count.Before(entry);
        _account = _account is null ? Account.Rebuild([entry]) : _account.Apply(entry);
    }

    /// <summary>What was decided anew.</summary>
    public void Follow<T>(Decision<T> decision)
        where T : struct, Enum
    {
        foreach (var entry in decision.Entries)
            Count.Add(entry);
        _account = decision.Account;
    }

    /// <summary>Points as they moved then.</summary>
    public void Adjust(Points points, LedgerEntry entry) =>
        Follow(new AdjustPoints(points, "as it was", entry.Source, entry.RecordedAt, MayGoBelowZero: true).Decide(Account, task.Programme));

    public BudgetsLeft BudgetsAt(DateTimeOffset at) => task.Budgets?.LeftAt(at, member.MemberId) ?? BudgetsLeft.Unasked;

    public PartnerCap CapOf(string partner) => task.CapOf(partner);
}

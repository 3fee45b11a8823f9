using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;
using Loyalty.UseCases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>`GET /api/members/{id}/holds` and `POST …/holds/lift`: what is held back, looked at and lifted.</summary>
public sealed class HoldHandler(MemberReader members, HeldSales sales, KeyedCommands commands, ProgrammeBook programmes, TimeProvider clock)
{
    private sealed record Wish(HoldReason Reason, string Because, string ApprovedBy);

    public async Task<HoldPage> ListAsync(string id, CancellationToken cancellation) =>
        PageOf(await members.RequireAsync(id, cancellation));

    public async Task<IActionResult> LiftAsync(Caller caller, string memberId, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var wish = JsonRequest.Read(body, Read)!;
        var waiting = await sales.ReadAsync(memberId, wish.Reason, cancellation);
        return await commands.RunAsync(memberId, operation, Occasions.Purchase, Decide, cancellation, new KeyedSteps { ReadAgain = ReadAgainAsync });

        Ruling Decide(Loyalty.Accounts.Account account, BudgetsLeft budgets)
        {
            var command = new LiftHold(wish.Reason, wish.Because, new EntrySource(caller.Partner, Reference: wish.ApprovedBy), clock.GetUtcNow())
            {
                Purchases = waiting.Held,
                Member = waiting.Member,
                Budgets = budgets,
            };
            var decision = command.Decide(account, programmes.Current);
            return decision.Outcome switch
            {
                LiftHold.Outcome.AccountClosed => Ruling.NotFound,
                LiftHold.Outcome.NotHeld => new Ruling(AnswerOf(account)),
                _ => new Ruling(AnswerOf(decision.Account))
                {
                    Entries = decision.Entries,
                    After = decision.Account,
                    ReadAt = waiting.ReadAt,
                    Receipts = waiting.RowsAfter(decision.Entries),
                },
            };
        }

        async Task ReadAgainAsync() => waiting = await sales.ReadAsync(memberId, wish.Reason, cancellation);
    }

    private Answer AnswerOf(Loyalty.Accounts.Account account) => new(200, ApiJson.Write(PageOf(account), ApiJson.Default.HoldPage));

    private HoldPage PageOf(Loyalty.Accounts.Account account) =>
        new([.. Hold.AllOn(account, programmes.Current, clock.GetUtcNow()).Select(HoldView.Of)]);

    private static Wish? Read(Fields body)
    {
        var (name, because, approvedBy) = (body.Required("hold"), body.Required("reason"), body.Required("approvedBy"));
        var reasons = Enum.GetValues<HoldReason>().ToDictionary(reason => Words.Of(reason));
        if (name is not null && !reasons.ContainsKey(name))
        {
            body.Fault("hold", $"must be one of {string.Join(", ", reasons.Keys)}");
            return null;
        }

        return name is null || because is null || approvedBy is null ? null : new Wish(reasons[name], because, approvedBy);
    }
}

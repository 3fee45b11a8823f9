using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Offers;
using Loyalty.UseCases;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// An offer that a member activates. Budgets are looked at only where the offer has one: somebody who activates it may find them spent by the
/// time of the purchase.
/// </summary>
public sealed class ActivationHandler(KeyedCommands commands, MemberFactsReader facts, BudgetedCommits budgets, ProgrammeBook programmes, TimeProvider clock)
{
    public async Task<IActionResult> HandleAsync(Caller caller, string memberId, string offer, Operation operation, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        var member = await facts.ReadForOffersAsync(memberId, cancellation);
        var left = programme.BudgetsOf(programme.Rule(offer)).Any() ? await budgets.LeftAsync(cancellation) : BudgetsLeft.Unasked;
        return await commands.RunAsync(memberId, operation, Decide, cancellation);

        Ruling Decide(Account account)
        {
            var now = clock.GetUtcNow();
            var decision = new ActivateOffer(offer, new EntrySource(caller.Partner), now, member) { Budgets = left }.Decide(account, programme);
            return decision.Outcome switch
            {
                ActivateOffer.Outcome.Activated => new Ruling(Show(201, decision.Account, now)) { Entries = decision.Entries, After = decision.Account },
                ActivateOffer.Outcome.AlreadyActive => new Ruling(Show(200, account, now)),
                ActivateOffer.Outcome.AccountClosed => Ruling.NotFound,
                // Who is held out of a campaign is not told of it.
                ActivateOffer.Outcome.OfferUnknown or ActivateOffer.Outcome.HeldOut => Ruling.Refuse(Problem.NotFound),
                var refused => Ruling.Refuse(Problem.OfferUnavailable, Words.Of(refused)),
            };
        }

        Answer Show(int status, Account account, DateTimeOffset now)
        {
            var seen = Offer.AllFor(account, programme, member, now, left).First(one => one.Rule.Id == offer);
            return new Answer(status, ApiJson.Write(OfferView.Of(seen), ApiJson.Default.OfferView));
        }
    }
}

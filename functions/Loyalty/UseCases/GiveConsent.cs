using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>
/// What follows when a member agrees to be written to: journeys on <c>event:opt-in</c> for channels that hold now, and for those that wait
/// for a confirmation a message that asks for it. The question does not count towards the contact cap.
/// </summary>
/// <param name="Opened">Channels that hold now and did not before.</param>
/// <param name="Asked">Channels that wait, each with the code that confirms it.</param>
public sealed record GiveConsent(
    IReadOnlyList<string> Opened, IReadOnlyList<KeyValuePair<string, string>> Asked, EntrySource Source, DateTimeOffset At, MemberFacts Member)
{
    /// <summary>E-mail or phone is another than before.</summary>
    public bool ContactChanged { get; init; }

    /// <summary>The member chose a pseudonym, or has none any more.</summary>
    public bool? OnBoards { get; init; }

    public enum Outcome { Given, NothingFollows, AccountClosed }

    public const string OptIn = Occasions.EventPrefix + "opt-in";

    private const string Reason = "consent";
    private const string ContactReason = "contact-changed";
    private const string BoardsReason = "leaderboards";
    private const string Template = "confirm";

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var isMarked = ContactChanged && programme.Safety.CoolDown is not null;
        if (Asked.Count == 0 && !isMarked && OnBoards is null)
            return Opened.Count == 0 ? Refusal.Of(Outcome.NothingFollows, account) : OptedIn(account, programme, []);
        var posting = new Posting(account, programme, At);
        if (isMarked)
            posting.Add(Entry(ContactReason, new PersonalEffect { Contact = ContactStep.Changed }));
        if (OnBoards is not null)
            posting.Add(Entry(BoardsReason, new PersonalEffect { OnBoards = OnBoards }));
        foreach (var (channel, code) in Asked)
            posting.Add(Entry(Reason, new PersonalEffect { Message = new MessageRequest(Template, channel) { Code = code } }));
        var asked = posting.End(Outcome.Given);
        return Opened.Count == 0 ? asked : OptedIn(asked.Account, programme, asked.Entries);
    }

    private LedgerEntry Entry(string reason, PersonalEffect effect) => new()
    {
        Kind = EntryKind.Bonus,
        OccurredAt = At,
        Source = Source,
        Reason = reason,
        Personal = effect,
    };

    private Decision<Outcome> OptedIn(Account account, Programme programme, IReadOnlyList<LedgerEntry> before)
    {
        var earned = new EarnEvent(OptIn, Source, At, At, Member).Decide(account, programme);
        var outcome = before.Count + earned.Entries.Count > 0 ? Outcome.Given : Outcome.NothingFollows;
        return new Decision<Outcome>(outcome, [.. before, .. earned.Entries], earned.Account);
    }
}

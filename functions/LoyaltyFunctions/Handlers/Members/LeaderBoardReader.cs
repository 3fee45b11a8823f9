using Loyalty.Play;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>What is asked of a store's board: which period and order, how many places, and whose own.</summary>
public sealed record BoardQuestion(string StoreId, string? Period, BoardOrder Order, int Limit, string? MemberId);

/// <summary>
/// A store's leader board: who has chosen a pseudonym, by that alone. A row is shown only while its member has one, so that whoever left is
/// gone at once.
/// </summary>
public sealed class LeaderBoardReader(Ledger ledger, Boards boards, Successors members, ProgrammeBook programmes, TimeProvider clock)
{
    public async Task<LeaderBoardView> ReadAsync(BoardQuestion question, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        var today = programme.LocalDate(clock.GetUtcNow());
        var current = LeaderBoard.PeriodOf(programme, today) ?? throw new ProblemException(Problem.NotFound);
        var period = question.Period ?? current;
        if (LeaderBoard.EndOf(programme, period) is not { } end)
        {
            throw new ProblemException(Problem.Invalid, errors: [new("/period", $"must be written as {current}")]);
        }

        // Accounts do not remember older ones, so nobody could be taken off them.
        if (end < today.AddDays(-LeaderBoard.RememberedDays))
        {
            throw new ProblemException(Problem.NotFound);
        }

        var board = Boards.IdOf(programme.Id, question.StoreId, period);
        return new LeaderBoardView(question.StoreId, Words.Of(question.Order), period, await TopAsync(board, question, cancellation))
        {
            Through = end == DateOnly.MaxValue ? null : end,
            Own = question.MemberId is { } memberId ? await OwnAsync(board, question.Order, memberId, cancellation) : null,
        };
    }

    /// <summary>Who has as much as another shares the place.</summary>
    private async Task<IReadOnlyList<PlaceView>> TopAsync(string board, BoardQuestion question, CancellationToken cancellation)
    {
        var (places, shown) = (new List<PlaceView>(question.Limit), 0);
        await foreach (var place in boards.TopAsync(board, question.Order, cancellation))
        {
            if (await NameAsync(place.MemberId, cancellation) is not { } name)
            {
                continue;
            }

            shown++;
            places.Add(new PlaceView(places is [.., var last] && last.Value == place.Value ? last.Rank : shown, name, place.Value));
            if (shown == question.Limit)
            {
                break;
            }
        }

        return places;
    }

    private async Task<PlaceView?> OwnAsync(string board, BoardOrder order, string memberId, CancellationToken cancellation)
    {
        var own = (await members.FindAsync(memberId, cancellation))?.Account.MemberId ?? throw new ProblemException(Problem.NotFound);
        return await NameAsync(own, cancellation) is { } name && await boards.PlaceAsync(board, order, own, cancellation) is { } place
            ? new PlaceView(place.Ahead + 1, name, place.Value)
            : null;
    }

    private async Task<string?> NameAsync(string memberId, CancellationToken cancellation) =>
        (await ledger.FindProfileAsync(memberId, cancellation))?.Profile.Pseudonym;
}

using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Who has come furthest in a store, by pseudonyms, and the place of one member.</summary>
public sealed class GetLeaderBoardHttp(Callers callers, LeaderBoardReader boards)
{
    private const int MaxLimit = 50;
    private const int MaxIdLength = 128;

    [Function(nameof(GetLeaderBoardHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/stores/{id}/leaderboard")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        var member = request.Query["member"].FirstOrDefault();
        var question = new BoardQuestion(
            id.Length <= MaxIdLength ? id : throw new ProblemException(Problem.NotFound),
            request.Query["period"].FirstOrDefault(),
            OrderOf(request.Query["by"].FirstOrDefault()),
            Math.Min(PageRequest.Read(request.Query).Limit, MaxLimit),
            member is null ? null : Ids.Require(member));
        return Json.Ok(await boards.ReadAsync(question, cancellation), ApiJson.Default.LeaderBoardView);
    }

    private static BoardOrder OrderOf(string? by) => by switch
    {
        null or "points" => BoardOrder.Points,
        "purchases" => BoardOrder.Purchases,
        _ => throw new ProblemException(Problem.Invalid, errors: [new("/by", "must be points or purchases")]),
    };
}

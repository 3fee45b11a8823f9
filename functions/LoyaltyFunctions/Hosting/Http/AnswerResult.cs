using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>Sends an answer as it was decided; a replayed one says so and is the same to the byte.</summary>
public sealed class AnswerResult(Answer answer, bool replayed = false) : IActionResult
{
    private const string PlainJson = "application/json; charset=utf-8";
    private const string ProblemJson = "application/problem+json";

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = answer.Status;
        if (answer.Status == 204)
        {
            return;
        }

        response.ContentType = answer.Status >= 400 ? ProblemJson : PlainJson;
        response.ContentLength = answer.Body.Length;
        if (answer.Location is not null)
        {
            response.Headers.Location = answer.Location;
        }

        if (replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }

        await response.Body.WriteAsync(answer.Body);
    }
}

using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Handlers;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What a caller got.</summary>
internal sealed record HttpAnswer(int Status, string Body, bool Replayed)
{
    /// <summary>The caller is to try again: nothing was promised.</summary>
    public bool IsFault => Status >= 500;

    public string Problem => Text("type").Split(':')[^1];

    public string Text(string property) => JsonDocument.Parse(Body).RootElement.GetProperty(property).GetString()!;

    public static async Task<HttpAnswer> OfAsync(IActionResult result)
    {
        // A file is written by a part of the host that is not there.
        if (result is FileContentResult file)
        {
            return new HttpAnswer(200, Encoding.UTF8.GetString(file.FileContents), false);
        }

        using var body = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Response.Body = body;
        await result.ExecuteResultAsync(new ActionContext { HttpContext = http });
        return new HttpAnswer(http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), http.Response.Headers.ContainsKey("Idempotency-Replayed"));
    }

    /// <summary>As the hub's middleware answers for what its functions throw.</summary>
    public static Task<HttpAnswer> OfAsync(Exception e) => e is MemberMovedException moved
        ? Task.FromResult(new HttpAnswer(308, moved.MovedTo, false))
        : OfAsync(Refusal(e));

    private static ProblemResult Refusal(Exception e) => e switch
    {
        ProblemException refusal => new ProblemResult(refusal),
        _ when StoreFaults.Is(e) => new ProblemResult(Hosting.Http.Problem.Unavailable),
        _ => new ProblemResult(Hosting.Http.Problem.Internal, e.ToString()),
    };
}

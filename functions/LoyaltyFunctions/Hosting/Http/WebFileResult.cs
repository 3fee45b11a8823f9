using LoyaltyFunctions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>
/// Sends a file of a page, or 304 to a browser that has it. A page may run its own scripts and call its own host; nothing else, and nobody
/// may show it inside a page of theirs.
/// </summary>
public sealed class WebFileResult(WebFile file, string styles) : IActionResult
{
    /// <summary>Style sheets of the host only.</summary>
    public const string OwnStyles = "'self'";

    /// <summary>As before, and what scripts write into the page: the API's viewer does.</summary>
    public const string WrittenStyles = "'self' 'unsafe-inline'";

    /// <summary>The file that a request to <paramref name="page"/> or below it asks for.</summary>
    public static WebFileResult Of(HttpRequest request, string page, WebFiles files, string styles) =>
        files.Find(request.Path.ToString()[page.Length..].TrimStart('/')) is { } file
            ? new WebFileResult(file, styles)
            : throw new ProblemException(Problem.NotFound);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.Headers.ETag = file.ETag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        if (request.Headers.IfNoneMatch.ToString().Contains(file.ETag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = file.Content.Length;
        await response.Body.WriteAsync(file.Content);
    }
}

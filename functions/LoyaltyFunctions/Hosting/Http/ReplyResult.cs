using LoyaltyFunctions.Connectors;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>Sends the answer that a format demands.</summary>
public sealed class ReplyResult(WebhookReply reply) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.Body.Length == 0)
        {
            return;
        }

        // A handshake gives back what it was sent: no browser may take that for a page.
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = reply.ContentType;
        await response.Body.WriteAsync(reply.ToBytes());
    }
}

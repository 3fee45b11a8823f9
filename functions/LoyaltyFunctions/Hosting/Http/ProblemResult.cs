using System.Globalization;
using System.Text.Json;
using LoyaltyFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>Problem details as RFC 9457 has them, with the fields at fault under `errors`.</summary>
public sealed class ProblemResult(Problem problem, string? detail = null, IReadOnlyList<FieldFault>? errors = null, int? retryAfterSeconds = null)
    : IActionResult
{
    public ProblemResult(ProblemException refusal)
        : this(refusal.Problem, refusal.Detail, refusal.Errors, refusal.RetryAfterSeconds)
    {
    }

    public Problem Problem => problem;

    public Task ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext.Response);

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        if (problem == Problem.Unauthenticated)
        {
            // RFC 9110, section 15.5.2: a 401 says how to authenticate.
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(ToJson());
    }

    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", problem.Type);
            json.WriteString("title", problem.Title);
            json.WriteNumber("status", problem.Status);
            if (detail is not null)
            {
                json.WriteString("detail", detail);
            }

            WriteErrors(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void WriteErrors(Utf8JsonWriter json)
    {
        if (errors is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("pointer", error.Pointer);
            json.WriteString("detail", error.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

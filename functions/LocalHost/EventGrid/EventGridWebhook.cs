using System.Text;
using System.Text.Json;
using LocalHost.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LocalHost.EventGrid;

/// <summary>
/// The webhook that Event Grid delivers to, with the handshakes of both schemas
/// (learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema and -cloud-events-schema).
/// </summary>
internal sealed partial class EventGridWebhook(FunctionCatalog catalog, FunctionRunner runner, ILogger<EventGridWebhook> logger)
{
    private const string Path = "/runtime/webhooks/eventgrid";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, (RequestDelegate)TakeAsync);
        routes.MapMethods(Path, [HttpMethods.Options], (RequestDelegate)AgreeAsync);
    }

    /// <summary>Runs a function on events, one call each unless it takes batches.</summary>
    public async Task RunAsync(LocalFunction function, IReadOnlyList<JsonElement> events, CancellationToken stopping)
    {
        var payloads = events.Select(x => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(x.GetRawText())).ToList();
        var calls = ((EventGridTriggerAttribute)function.Trigger).IsBatched ? [payloads] : payloads.ConvertAll(x => new List<ReadOnlyMemory<byte>> { x });
        foreach (var call in calls)
            await runner.RunAsync(function, (x, services) => new(x, services) { Input = call, Stopping = stopping });
    }

    private async Task TakeAsync(HttpContext http)
    {
        if (Find(http) is not { } function)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await EventDocument.ReadAsync(http) is not { } events)
            return;
        switch (http.Request.Headers["aeg-event-type"].ToString())
        {
            case "SubscriptionValidation":
                await ValidateAsync(http, events);
                break;
            case "Unsubscribe":
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case "Notification" or "" when http.Request.ContentType is not null:
                await NotifyAsync(http, function, events);
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                break;
        }
    }

    private async Task NotifyAsync(HttpContext http, LocalFunction function, IReadOnlyList<JsonElement> events)
    {
        try
        {
            await RunAsync(function, events, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (Exception e)
        {
            Log.FunctionFailed(logger, e, function.Name);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static Task ValidateAsync(HttpContext http, IReadOnlyList<JsonElement> events)
    {
        if (events.Count == 1 && events[0].TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("validationCode", out var code) && code.ValueKind == JsonValueKind.String)
            return http.Response.WriteAsJsonAsync(new Dictionary<string, string?> { ["validationResponse"] = code.GetString() });
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private Task AgreeAsync(HttpContext http)
    {
        if (Find(http) is null)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (http.Request.Headers["WebHook-Request-Origin"].FirstOrDefault() is { } origin)
            http.Response.Headers["WebHook-Allowed-Origin"] = origin;
        else
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private LocalFunction? Find(HttpContext http) =>
        catalog.Find(http.Request.Query["functionName"].ToString()) is { Trigger: EventGridTriggerAttribute } found ? found : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed; Event Grid is told to deliver again")]
        public static partial void FunctionFailed(ILogger logger, Exception e, string function);
    }
}

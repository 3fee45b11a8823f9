using System.Text;
using System.Text.Json;
using LocalHost.EventGrid;
using LocalHost.Functions;
using LocalHost.Hosting;
using LocalHost.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Http;

/// <summary>The host's own endpoints: what functions there are, and run one at once (learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http).</summary>
internal sealed class AdminEndpoints(TriggerSet triggers, EventGridWebhook events, BackgroundRuns background)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/functions", (RequestDelegate)ListAsync);
        routes.MapPost("/admin/functions/{name}", (RequestDelegate)RunAsync);
    }

    private Task ListAsync(HttpContext http) => http.Response.WriteAsJsonAsync(
        StartReport.Lines(triggers).Select(x => new Dictionary<string, string> { ["name"] = x.Name, ["trigger"] = x.Trigger, ["on"] = x.On }));

    private async Task RunAsync(HttpContext http)
    {
        var function = triggers.Catalog.Find((string)http.Request.RouteValues["name"]!);
        if (function is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var run = await InputAsync(http) is { } input ? RunOf(function, input) : null;
        if (run is null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        background.Start(function.Name, run);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>What to run, or null when the input is not what the trigger brings or the function answers requests.</summary>
    private Func<Task>? RunOf(LocalFunction function, string input)
    {
        switch (function.Trigger)
        {
            case TimerTriggerAttribute:
                return () => triggers.Timers.First(x => x.Function == function).RunAsync(pastDue: false);
            case ServiceBusTriggerAttribute:
                var message = QueueMessage.Create(triggers.Queues.NameOf(function), Encoding.UTF8.GetBytes(input), triggers.Around.Clock.GetUtcNow());
                return () => triggers.Queues.RunAsync(function, [message], triggers.Around.GiveUp);
            case EventGridTriggerAttribute when Parse(input) is { ValueKind: JsonValueKind.Object } one:
                return () => events.RunAsync(function, [one], triggers.Around.GiveUp);
            default:
                return null;
        }
    }

    /// <summary>The field <c>input</c> of the body, "" where there is no body; null when the body is something else.</summary>
    private static async Task<string?> InputAsync(HttpContext http)
    {
        var body = await BinaryData.FromStreamAsync(http.Request.Body, http.RequestAborted);
        if (body.ToMemory().IsEmpty)
            return "";
        return Parse(body.ToString()) is { ValueKind: JsonValueKind.Object } root
            ? root.TryGetProperty("input", out var input) ? input.ToString() : ""
            : null;
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace SampleApp;

public sealed class Sent
{
    [HttpResult]
    public required IActionResult Answer { get; init; }

    [ServiceBusOutput("%Queues:Work%")]
    public string[]? Messages { get; init; }

    [ServiceBusOutput("orders")]
    public Order? Order { get; init; }

    [EventGridOutput(TopicEndpointUri = "EventGrid:TopicEndpoint", TopicKeySetting = "EventGrid:TopicKey")]
    public string? Event { get; init; }
}

public sealed record Order(string Id, decimal Total);

public sealed class QueueFunctions(Journal journal)
{
    /// <summary>Sends the body, line by line, to the queue of work.</summary>
    [Function("Send")]
    public async Task<Sent> Send([HttpTrigger("post", Route = "send")] HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new() { Answer = new AcceptedResult(), Messages = lines };
    }

    [Function("SendOrder")]
    public Sent SendOrder([HttpTrigger("post", Route = "orders/{id}")] HttpRequest request, string id) => new()
    {
        Answer = new AcceptedResult(),
        Order = new(id, 42.5m),
        Event = JsonSerializer.Serialize(new { specversion = "1.0", id, source = "/sample", type = "order.sent", subject = id }),
    };

    /// <summary>Commands in the text: <c>fail …</c> throws, <c>wait n …</c> takes n seconds, <c>die …</c> ends the process.</summary>
    [Function("Work")]
    public async Task Work(
        [ServiceBusTrigger("%Queues:Work%", Connection = "ServiceBusConnection")] string message, FunctionContext context)
    {
        var count = context.BindingContext.BindingData["DeliveryCount"];
        journal.Write($"begin {message} {count}");
        switch (message.Split(' '))
        {
            case ["fail", ..]:
                throw new InvalidOperationException("as asked");
            case ["wait", var seconds, ..]:
                await Task.Delay(TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case ["die", ..]:
                Environment.FailFast("as asked");
                break;
        }

        journal.Write($"done {message} {count}");
    }

    [Function("WorkDead")]
    public void WorkDead([ServiceBusTrigger("work/$deadletterqueue")] string message) => journal.Write($"dead {message}");

    [Function("Orders")]
    [ServiceBusOutput("totals")]
    public string[] Orders([ServiceBusTrigger("orders", IsBatched = true)] Order[] orders)
    {
        journal.Write($"orders {string.Join(',', orders.Select(x => x.Id).Order())}");
        return [.. orders.Select(x => $"{x.Id}={x.Total}")];
    }

    [Function("Totals")]
    public void Totals([ServiceBusTrigger("totals", IsBatched = true)] string[] totals) =>
        journal.Write($"totals {string.Join(',', totals.Order())}");

    [Function("Bytes")]
    public void Bytes([ServiceBusTrigger("bytes")] byte[] body) => journal.Write($"bytes {body.Length} {body.Sum(x => (long)x)}");

    [Function("SendBytes")]
    [ServiceBusOutput("bytes")]
    public string SendBytes([HttpTrigger("post", Route = "bytes/{length:int}")] HttpRequest request, int length) => new('x', length);
}

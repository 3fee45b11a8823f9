using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace SampleApp;

public sealed record Greeting(string Name, int Times);

public sealed class HttpFunctions(TimeProvider clock, Journal journal)
{
    [Function("Ping")]
    public IActionResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new OkObjectResult("pong");

    [Function("Now")]
    public IActionResult Now([HttpTrigger("get", Route = "now")] HttpRequest request) => new OkObjectResult(clock.GetUtcNow().ToString("O"));

    [Function("ShowItem")]
    public static async Task<IActionResult> ShowItem(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "delete", Route = "items/{kind}/{id:int}")] HttpRequest request,
        string kind, int id, FunctionContext context, CancellationToken cancellation)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return new OkObjectResult(new { kind, id, method = request.Method, seen = context.Items["seen"], data = context.BindingContext.BindingData["id"] });
    }

    [Function("Echo")]
    public Greeting Echo([HttpTrigger("post", Route = "echo")] HttpRequest request, [Microsoft.Azure.Functions.Worker.Http.FromBody] Greeting greeting) =>
        greeting with { Times = greeting.Times + 1 };

    [Function("Fail")]
    public IActionResult Fail([HttpTrigger("get", Route = "fail")] HttpRequest request) => throw new InvalidOperationException("as asked");

    [Function("Slow")]
    public async Task<IActionResult> Slow([HttpTrigger("get", Route = "slow")] HttpRequest request)
    {
        journal.Write("begin slow");
        await Task.Delay(TimeSpan.FromSeconds(1));
        return new NoContentResult();
    }
}

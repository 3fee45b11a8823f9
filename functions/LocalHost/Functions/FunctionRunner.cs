using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Functions;

/// <summary>Runs a function inside the app's middleware, then sends its outputs. When it returns, the outputs are durable.</summary>
internal sealed class FunctionRunner(FunctionExecutionDelegate pipeline, OutputSender outputs, IServiceScopeFactory scopes)
{
    /// <summary>Runs in a scope that the caller owns.</summary>
    /// <exception cref="OutputFault">The function ended well but an output could not be sent.</exception>
    public async Task RunAsync(Invocation invocation)
    {
        await pipeline(invocation);
        if (invocation.Function.Result.Outputs.Count > 0 && invocation.Result is not null)
            await outputs.SendAsync(invocation);
    }

    /// <summary>Runs in a scope of its own.</summary>
    public async Task RunAsync(LocalFunction function, Func<LocalFunction, IServiceProvider, Invocation> create)
    {
        await using var scope = scopes.CreateAsyncScope();
        await RunAsync(create(function, scope.ServiceProvider));
    }

    /// <summary>The innermost step of the pipeline.</summary>
    public static async Task ExecuteAsync(FunctionContext context)
    {
        var invocation = (Invocation)context;
        if (invocation.Function.BodyType is { } type)
            invocation.Body = await Payload.ReadBodyAsync(invocation.Http!.Request.Body, type, invocation.CancellationToken);
        invocation.Result = await invocation.Function.CallAsync(invocation);
    }
}

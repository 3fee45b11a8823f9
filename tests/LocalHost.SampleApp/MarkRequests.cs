using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace SampleApp;

/// <summary>Leaves a header on every answer and swallows one kind of failure, to show that middleware wraps the function.</summary>
public sealed class MarkRequests : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        context.Items["seen"] = context.FunctionDefinition.Name;
        if (context.GetHttpContext() is { } http)
            http.Response.Headers["x-function"] = context.FunctionDefinition.Name;
        await next(context);
    }
}

using LocalHost.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LocalHost.Http;

/// <summary>Puts every HTTP function behind its route.</summary>
internal sealed partial class HttpFunctions(FunctionRunner runner, ILogger<HttpFunctions> logger)
{
    private const string SecondsToRetry = "5";

    private volatile bool _stopping;

    /// <summary>Requests from now on are turned away; those in hand go on.</summary>
    public void StopTaking() => _stopping = true;

    /// <summary>The route of a function as the Functions host sees it: prefix and template, or the function's name where it has none.</summary>
    public static string RouteOf(LocalFunction function, HttpTriggerAttribute trigger, string prefix) =>
        $"{prefix}/{(trigger.Route ?? function.Name).TrimStart('/')}".Trim('/');

    public void Map(IEndpointRouteBuilder routes, LocalFunction function, HttpTriggerAttribute trigger, string prefix)
    {
        var route = RouteOf(function, trigger, prefix);
        RequestDelegate handle = http => HandleAsync(http, function);
        if (trigger.Methods is { Length: > 0 } methods)
            routes.MapMethods(route, methods.Select(x => x.ToUpperInvariant()), handle);
        else
            routes.Map(route, handle);
    }

    private async Task HandleAsync(HttpContext http, LocalFunction function)
    {
        if (_stopping)
        {
            Fail(http, StatusCodes.Status503ServiceUnavailable, SecondsToRetry);
            return;
        }

        try
        {
            var invocation = new Invocation(function, http.RequestServices) { Http = http };
            await runner.RunAsync(invocation);
            if (invocation.Result is { } result && function.Result.Http is { } read)
                await HttpAnswer.WriteAsync(http, read(result));
        }
        catch (OutputFault e)
        {
            Log.OutputFailed(logger, e, function.Name);
            Fail(http, StatusCodes.Status503ServiceUnavailable, SecondsToRetry);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (BadHttpRequestException e)
        {
            Fail(http, e.StatusCode);
        }
        catch (Exception e)
        {
            Log.FunctionFailed(logger, e, function.Name);
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>An empty answer. When part of another is already out, only cutting the connection tells the caller that it is not whole.</summary>
    private static void Fail(HttpContext http, int status, string? retryAfter = null)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.Headers.RetryAfter = retryAfter;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed")]
        public static partial void FunctionFailed(ILogger logger, Exception e, string function);

        [LoggerMessage(2, LogLevel.Error, "Function {Function} is answered with 503, an output could not be sent")]
        public static partial void OutputFailed(ILogger logger, Exception e, string function);
    }
}

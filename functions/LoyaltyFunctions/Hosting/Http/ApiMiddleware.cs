using LoyaltyFunctions.Handlers;
using LoyaltyFunctions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>The one place where a refusal or a fault of an HTTP function becomes problem details; never a stack trace.</summary>
public sealed partial class ApiMiddleware(ILogger<ApiMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const int RetryAfterSeconds = 5;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (ProblemException refusal)
        {
            Measures.Refused(refusal.Problem.Name, context.FunctionDefinition.Name);
            await new ProblemResult(refusal).WriteAsync(http.Response);
        }
        catch (MemberMovedException moved)
        {
            moved.Write(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            var problem = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problem.TooLarge : Problem.Malformed;
            await new ProblemResult(problem).WriteAsync(http.Response);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; what it asked for may or may not have been committed, which its retry will tell.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await AnswerFaultAsync(http, context.FunctionDefinition.Name, e);
        }
    }

    private Task AnswerFaultAsync(HttpContext http, string function, Exception e)
    {
        Log.Failed(logger, function, context: http.TraceIdentifier, e);
        return StoreFaults.Is(e)
            ? new ProblemResult(Problem.Unavailable, retryAfterSeconds: RetryAfterSeconds).WriteAsync(http.Response)
            : new ProblemResult(Problem.Internal).WriteAsync(http.Response);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed ({Context})")]
        public static partial void Failed(ILogger logger, string function, string context, Exception e);
    }
}

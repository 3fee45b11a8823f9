using LocalHost.Functions;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The request that woke the function, or null when something else did.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) => (context as Invocation)?.Http;
}

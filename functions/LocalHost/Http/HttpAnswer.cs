using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace LocalHost.Http;

/// <summary>Writes what an HTTP function returned: results of MVC and of minimal APIs execute themselves, other objects become a 200.</summary>
internal static class HttpAnswer
{
    private static readonly ActionDescriptor NoAction = new();

    public static Task WriteAsync(HttpContext http, object? value) => value switch
    {
        null => Task.CompletedTask,
        IActionResult result => result.ExecuteResultAsync(ActionOf(http)),
        IResult result => result.ExecuteAsync(http),
        _ => new ObjectResult(value).ExecuteResultAsync(ActionOf(http)),
    };

    private static ActionContext ActionOf(HttpContext http) => new(http, new RouteData(http.Request.RouteValues), NoAction);
}

using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Tests.Outbound.Http;

/// <summary>A call that a vendor was sent.</summary>
internal sealed record Call(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A real HTTP server on loopback that behaves as it is told.</summary>
internal sealed class Vendor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Queue<Call> _calls = [];

    private Vendor(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>Answers a call; 200 and an empty object if nothing else is said.</summary>
    public Func<Call, HttpContext, Task> Answer { get; set; } = (_, http) => AnswerAsync(http, 200, "{}");

    /// <summary>With a certificate it speaks TLS only.</summary>
    public static async Task<Vendor> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var vendor = new Vendor(app);
        app.Run(vendor.TakeAsync);
        await app.StartAsync();
        return vendor;
    }

    public void Says(int status, string body = "{}", string contentType = "application/json") => Answer = (_, http) => AnswerAsync(http, status, body, contentType);

    public static Task AnswerAsync(HttpContext http, int status, string body, string contentType = "application/json")
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, contentType);
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new Call(http.Request.Method, http.Request.Path + http.Request.QueryString.Value, headers, await reader.ReadToEndAsync());
        _calls.Enqueue(call);
        await Answer(call, http);
    }
}

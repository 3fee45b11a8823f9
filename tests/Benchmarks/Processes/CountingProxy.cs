using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LocalHost.Azurite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Testing;

namespace Benchmarks.Processes;

/// <summary>Stands between a hub and its Azurite and counts what goes by, by table or container and kind of call.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private static readonly HashSet<string> NotPassedOn = new(["Transfer-Encoding", "Connection", "Keep-Alive"], StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly HttpMessageInvoker _azurite = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Dictionary<int, int> _targets;
    private readonly WebApplication _web;

    private CountingProxy(string connectionString)
    {
        var from = StorageEndpoints.From(connectionString)!;
        ConnectionString = Azurite.OnFreePorts();
        var at = StorageEndpoints.From(ConnectionString)!;
        _targets = new() { [at.Blob] = from.Blob, [at.Queue] = from.Queue, [at.Table] = from.Table };
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        _web = builder.Build();
        _web.Run(PassAsync);
    }

    /// <summary>Leads to the same storage account by way of this proxy.</summary>
    public string ConnectionString { get; }

    public bool HasCounted => !_calls.IsEmpty;

    public static async Task<CountingProxy> StartAsync(string connectionString)
    {
        var proxy = new CountingProxy(connectionString);
        await proxy._web.StartAsync();
        return proxy;
    }

    /// <summary>What was counted since the last time, most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Take()
    {
        var taken = _calls.OrderByDescending(x => x.Value).ToList();
        _calls.Clear();
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _azurite.Dispose();
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        foreach (var port in _targets.Keys)
        {
            kestrel.Listen(IPAddress.Loopback, port);
        }
    }

    private async Task PassAsync(HttpContext http)
    {
        var body = (await BinaryData.FromStreamAsync(http.Request.Body)).ToArray();
        _calls.AddOrUpdate(StorageCall.NameOf(http.Request, Encoding.UTF8.GetString(body)), 1, (_, count) => count + 1);
        using var answer = await _azurite.SendAsync(RequestOf(http, body), http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(x => !NotPassedOn.Contains(x.Key)))
        {
            http.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(http.Response.Body);
    }

    private HttpRequestMessage RequestOf(HttpContext http, byte[] body)
    {
        var port = _targets[http.Connection.LocalPort];
        var address = new Uri($"http://127.0.0.1:{port}{http.Request.Path.ToUriComponent()}{http.Request.QueryString.ToUriComponent()}");
        var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), address) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in http.Request.Headers.Where(x => !NotPassedOn.Contains(x.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return request;
    }
}

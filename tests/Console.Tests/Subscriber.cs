using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Console.Tests;

/// <summary>Somebody on this machine whom the hub tells its events; everything is taken.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Subscriber(WebApplication server) => _server = server;

    public string Url => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<Subscriber> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.Run(http =>
        {
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return new Subscriber(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

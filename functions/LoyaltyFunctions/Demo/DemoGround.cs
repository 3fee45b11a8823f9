using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace LoyaltyFunctions.Demo;

/// <summary>Where the demo takes place: the hub's own address, and whether it may be told there.</summary>
internal sealed class DemoGround(IConfiguration configuration)
{
    /// <summary>The key of the sample settings' operator. Everybody knows it.</summary>
    public const string Key = "sample-operator-key";

    /// <summary>Both hosts name themselves; the default is the port that both listen on when they are not told another.</summary>
    public Uri Hub { get; } = new($"http://{configuration["WEBSITE_HOSTNAME"] ?? "localhost:7071"}");

    /// <summary>Why the demo must not run here, or null. Everybody knows its key and its people, so it keeps off a hub that others reach.</summary>
    public string? Objection =>
        !Hub.IsLoopback ? $"{Hub.Host} is not this machine."
        : !HasKey() ? "add Clients__operator__* of local.settings.sample.json to the settings."
        : null;

    private bool HasKey()
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        return configuration.GetSection("Clients").GetChildren().Any(client => hash.Equals(client["KeySha256"], StringComparison.OrdinalIgnoreCase));
    }
}

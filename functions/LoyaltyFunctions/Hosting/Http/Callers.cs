using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>A client that has shown its key.</summary>
public sealed record Caller(string Id, string Partner, FrozenSet<Scope> Scopes);

/// <summary>
/// Who is calling. Keys are compared as SHA-256 digests, so that neither the settings hold a key nor the time of a look-up tells one.
/// </summary>
public sealed class Callers(IOptions<Dictionary<string, ClientOptions>> clients, RateLimits limits)
{
    private const string Scheme = "Bearer ";

    private static readonly FrozenDictionary<string, Scope> Scopes = Enum.GetValues<Scope>().ToFrozenDictionary(scope => scope.ToString().ToLowerInvariant());

    private readonly FrozenDictionary<string, Caller> _byDigest = clients.Value.ToFrozenDictionary(
        client => client.Value.KeySha256.ToLowerInvariant(),
        client => new Caller(client.Key, client.Value.Partner ?? client.Key, Split(client.Value.Scopes).Select(name => Scopes[name]).ToFrozenSet()));

    /// <summary>The caller, if its key is known, carries the scope and is within its rate; else a <see cref="ProblemException"/>.</summary>
    public Caller Require(HttpRequest request, Scope scope)
    {
        var caller = Find(request.Headers.Authorization.ToString()) ?? throw new ProblemException(
            Problem.Unauthenticated,
            "Send `Authorization: Bearer <key>` with the key of a client of this hub.");
        if (limits.WaitOf("client:" + caller.Id) is { } wait)
        {
            throw new ProblemException(Problem.RateLimited, retryAfterSeconds: wait);
        }

        return caller.Scopes.Contains(scope)
            ? caller
            : throw new ProblemException(Problem.Forbidden, $"This needs the scope `{scope.ToString().ToLowerInvariant()}`.");
    }

    /// <summary>Whether there is a client that acts for this partner.</summary>
    public bool ActFor(string partner) => _byDigest.Values.Any(caller => caller.Partner == partner);

    /// <summary>What is wrong with a comma list of scopes, or null.</summary>
    public static string? CheckScopes(string list) => Split(list).FirstOrDefault(name => !Scopes.ContainsKey(name)) is { } unknown
        ? $"{unknown} is not a scope; use {string.Join(", ", Scopes.Keys.Order())}"
        : null;

    private static IEnumerable<string> Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Caller? Find(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length is <= 7 or > 1024)
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim()), digest);
        return _byDigest.GetValueOrDefault(Convert.ToHexStringLower(digest));
    }
}

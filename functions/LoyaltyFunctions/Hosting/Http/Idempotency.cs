using System.Collections.Concurrent;
using System.Security.Cryptography;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>Turns `Idempotency-Key` into the operation that the ledger keeps (scope: client + method + path as sent), and holds off a twin in flight.</summary>
public sealed class Idempotency
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    private readonly ConcurrentDictionary<string, bool> _inFlight = new();

    /// <summary>The operation of this request until the ticket is disposed; 400 without a key, 409 while the same key is worked on.</summary>
    public Ticket Enter(HttpRequest request, Caller caller, ReadOnlyMemory<byte> body)
    {
        var operation = new Operation(
            Keys.Hash(caller.Id, request.Method, request.Path + request.QueryString, RequireKey(request)),
            Convert.ToHexStringLower(SHA256.HashData(body.Span)));
        return _inFlight.TryAdd(operation.Key, true)
            ? new Ticket(_inFlight, operation)
            : throw new ProblemException(Problem.InFlight, retryAfterSeconds: 1);
    }

    /// <summary>As <see cref="Enter"/> where a key may be left out: the request is then an operation of its own.</summary>
    public Ticket EnterOptional(HttpRequest request, Caller caller, ReadOnlyMemory<byte> body)
    {
        if (request.Headers.ContainsKey(Header))
        {
            return Enter(request, caller, body);
        }

        var operation = Operation.Own(caller.Id, request.Method, request.Path, Guid.NewGuid().ToString("N"));
        _inFlight.TryAdd(operation.Key, true);
        return new Ticket(_inFlight, operation);
    }

    /// <summary>The key, for work that is the same however often it is done.</summary>
    public static string RequireKey(HttpRequest request)
    {
        var keys = request.Headers[Header];
        return keys.Count == 1 && keys[0] is { Length: > 0 and <= MaxLength } key && key.All(c => c is >= ' ' and <= '~')
            ? key
            : throw new ProblemException(Problem.IdempotencyKeyMissing, $"Send one `{Header}` header of 1 to {MaxLength} printable characters.");
    }

    public readonly struct Ticket(ConcurrentDictionary<string, bool> inFlight, Operation operation) : IDisposable
    {
        public Operation Operation => operation;

        public void Dispose() => inFlight.TryRemove(operation.Key, out _);
    }
}

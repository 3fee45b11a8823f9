using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>
/// Codes as compact JWS (RFC 7515) with ES256: whoever has the public keys can verify one without a call. The header is not believed but
/// compared: another algorithm is no code.
/// </summary>
public sealed class CodeSigner : IDisposable
{
    private const int KeyIdLength = 16;

    private readonly IReadOnlyList<(string Id, ECDsa Key)> _keys;

    public CodeSigner(IOptions<CodeOptions> options) => _keys = [.. options.Value.Keys.Select(Load)];

    public bool CanSign => _keys.Count > 0;

    public IEnumerable<CodeKeyView> Keys => _keys.Select(key => Public(key.Id, key.Key));

    public string Sign(CodeClaims claims)
    {
        var (id, key) = _keys[0];
        var signed = $"{Encode(Header(id))}.{Encode(ApiJson.Write(claims, ApiJson.Default.CodeClaims))}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>What a genuine code says, valid still or not; null for anything else.</summary>
    public CodeClaims? Read(string code)
    {
        var parts = code.Split('.');
        if (parts.Length != 3 || !code.All(char.IsAscii) || !Base64Url.IsValid(parts[1]) || !Base64Url.IsValid(parts[2]))
        {
            return null;
        }

        var (signed, signature) = (Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
        return _keys.Any(key => parts[0] == Encode(Header(key.Id)) && key.Key.VerifyData(signed, signature, HashAlgorithmName.SHA256))
            ? JsonSerializer.Deserialize(Base64Url.DecodeFromChars(parts[1]), ApiJson.Default.CodeClaims)
            : null;
    }

    public void Dispose()
    {
        foreach (var (_, key) in _keys)
        {
            key.Dispose();
        }
    }

    private static (string Id, ECDsa Key) Load(string text)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
        return (Storage.Keys.Hash("code-key", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()))[..KeyIdLength], key);
    }

    private static CodeKeyView Public(string id, ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new CodeKeyView("EC", "P-256", "ES256", "sig", id, Encode(point.X!), Encode(point.Y!));
    }

    private static byte[] Header(string id) => Encoding.ASCII.GetBytes($$"""{"alg":"ES256","typ":"JWT","kid":"{{id}}"}""");

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

using System.Security.Cryptography;

namespace LoyaltyFunctions.Hosting.Options;

/// <summary>Codes that a till can verify without a call: `Codes__…`.</summary>
public sealed class CodeOptions
{
    public const string SectionName = "Codes";

    /// <summary>PKCS#8 private keys of P-256, in base64. The first signs, all verify, so that one can be rotated.</summary>
    public IList<string> Keys { get; } = [];

    /// <summary>How long a till may accept a code.</summary>
    public int ValidMinutes { get; set; } = 15;

    /// <summary>How long after that a till may tell of it; what it buys is held so long.</summary>
    public int SettleDays { get; set; } = 7;

    public IEnumerable<string> Validate()
    {
        for (var i = 0; i < Keys.Count; i++)
        {
            if (!IsKey(Keys[i]))
            {
                yield return $"Codes__Keys__{i}: must be a private key of P-256, PKCS#8 in base64";
            }
        }

        if (ValidMinutes is < 1 or > 1_440)
        {
            yield return "Codes__ValidMinutes: must be from 1 to 1440";
        }

        if (SettleDays is < 1 or > 90)
        {
            yield return "Codes__SettleDays: must be from 1 to 90";
        }
    }

    private static bool IsKey(string text)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
            return key.KeySize == 256;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}

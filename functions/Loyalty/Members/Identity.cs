using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Loyalty.Members;

/// <summary>
/// Something that a member is known by, normalised: one spelling of a card, address or number gives one value and one hash.
/// </summary>
public sealed partial record Identity
{
    /// <summary>A payment card, by the fingerprint or token that stands for it: never by its number.</summary>
    public const string PaymentCard = "payment-card";

    private const int MaximumLength = 256;
    private const int MinimumFingerprint = 8;

    private readonly Lazy<string> _hash;

    private Identity(string type, string value)
    {
        (Type, Value) = (type, value);
        _hash = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Type}\n{Value}"))));
    }

    public string Type { get; }

    public string Value { get; }

    /// <summary>Lowercase hex SHA-256 over type, line feed and value; what keys and logs may carry.</summary>
    public string Hash => _hash.Value;

    public static bool IsType([NotNullWhen(true)] string? type) => type is not null && TypePattern().IsMatch(type);

    /// <summary>False with a <paramref name="problem"/> that reads as the end of a sentence about the identity.</summary>
    public static bool TryCreate(string? type, string? value, out Identity identity, out string problem)
    {
        identity = Nobody;
        if (!IsType(type))
            return Fails("has a type other than a-z, 0-9 and dashes, 32 at most", out problem);
        if (!TryNormalise(type, value ?? "", out var normal, out problem))
            return false;
        identity = new Identity(type, normal);
        return true;
    }

    public bool Equals(Identity? other) => other is not null && Type == other.Type && Value == other.Value;

    public override int GetHashCode() => HashCode.Combine(Type, Value);

    // A log that prints an identity must not give the member away.
    public override string ToString() => $"{Type}:{Hash[..12]}";

    private static bool TryNormalise(string type, string value, out string normal, out string problem)
    {
        normal = "";
        problem = "";
        if (value.Length > 4 * MaximumLength || !IsWellFormed(value))
            return Fails("has control characters, broken Unicode or more than 256 characters", out problem);
        normal = value.Normalize(NormalizationForm.FormC).Trim();
        normal = type switch
        {
            "email" => normal.ToLowerInvariant(),
            // The plus is left out: in a query string it arrives as a space.
            "phone" => string.Concat(normal.Where(character => character is not (' ' or '-' or '.' or '(' or ')' or '/'))).TrimStart('+'),
            "card" => string.Concat(normal.Where(character => character != '-' && !char.IsWhiteSpace(character))),
            _ => normal,
        };
        return normal.Length is 0 or > MaximumLength
            ? Fails("is empty or has more than 256 characters", out problem)
            : Fits(type, normal, out problem);
    }

    private static bool Fits(string type, string value, out string problem)
    {
        problem = "";
        return type switch
        {
            "email" when !EmailPattern().IsMatch(value) => Fails("is not an e-mail address", out problem),
            PaymentCard when IsCardNumber(value) => Fails("is the number of a payment card, which is not kept here: its fingerprint is asked for", out problem),
            PaymentCard when value.Length < MinimumFingerprint => Fails($"is shorter than {MinimumFingerprint} characters, too short for a fingerprint", out problem),
            "phone" when !PhonePattern().IsMatch(value) => Fails("is not an E.164 number of 5 to 15 digits", out problem),
            _ => true,
        };
    }

    // 12 to 19 digits with the check digit of ISO/IEC 7812-1, whatever stands between them.
    private static bool IsCardNumber(string value)
    {
        var digits = value.Where(char.IsAsciiDigit).Select(digit => digit - '0').Reverse().ToArray();
        return digits.Length is >= 12 and <= 19
            && value.All(character => char.IsAsciiDigit(character) || character is ' ' or '-' or '.')
            && digits.Select((digit, index) => index % 2 == 0 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit).Sum() % 10 == 0;
    }

    private static bool IsWellFormed(string value)
    {
        foreach (var rune in value.EnumerateRunes())
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune))
                return false;
        return true;
    }

    private static bool Fails(string because, out string problem)
    {
        problem = because;
        return false;
    }

    private static readonly Identity Nobody = new("", "");

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"\A[^@\s]+@[^@\s]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"\A[1-9][0-9]{4,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhonePattern();
}

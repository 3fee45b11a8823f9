using System.Collections.Frozen;

namespace Loyalty;

/// <summary>An active currency of ISO 4217 and its minor-unit digits. Retired codes, funds and metals are unknown here.</summary>
public sealed record Currency
{
    // Codes of ISO 4217 list one as of 2026, grouped by the number of minor digits.
    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDigits = "CLF UYW";
    private const string TwoDigits = """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK
        DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
        LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
        RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED
        VES WST XCD XCG YER ZAR ZMW ZWG
        """;

    private static readonly FrozenDictionary<string, Currency> Active = new[]
    {
        (NoDigits, 0), (TwoDigits, 2), (ThreeDigits, 3), (FourDigits, 4),
    }
    .SelectMany(group => group.Item1.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Select(code => new Currency(code, group.Item2)))
    .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    private Currency(string code, int digits) => (Code, Digits) = (code, digits);

    public string Code { get; }

    public int Digits { get; }

    internal long MinorPerMajor => Digits switch { 0 => 1, 2 => 100, 3 => 1_000, _ => 10_000 };

    public static bool TryGet(string? code, out Currency currency)
    {
        Currency? found = null;
        var known = code is not null && Active.TryGetValue(code, out found);
        currency = found ?? None;
        return known;
    }

    /// <summary>For codes that are written in sources or rows. Throws <see cref="FormatException"/> for any other.</summary>
    public static Currency Get(string code) =>
        TryGet(code, out var currency) ? currency : throw new FormatException($"'{code}' is not an active currency.");

    public override string ToString() => Code;

    private static readonly Currency None = new("XXX", 0);
}

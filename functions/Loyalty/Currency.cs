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

    // No new receipt may use these; rows that were written while they were active must stay readable.
    private const string RetiredWithTwoDigits = "ANG BGN BYR CUC EEK HRK LTL LVL MRO SLL STD VEF ZMK ZWL";

    private static readonly FrozenDictionary<string, Currency> Active =
        Table((NoDigits, 0), (TwoDigits, 2), (ThreeDigits, 3), (FourDigits, 4));

    private static readonly FrozenDictionary<string, Currency> Retired = Table((RetiredWithTwoDigits, 2));

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

    /// <summary>For codes in sources and stored rows, retired ones included. Throws <see cref="FormatException"/> for any other.</summary>
    public static Currency Get(string code) =>
        TryGet(code, out var currency) || Retired.TryGetValue(code, out currency!)
            ? currency
            : throw new FormatException($"'{code}' is not a currency.");

    public override string ToString() => Code;

    private static FrozenDictionary<string, Currency> Table(params (string Codes, int Digits)[] groups) => groups
        .SelectMany(group => group.Codes.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(code => new Currency(code, group.Digits)))
        .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    private static readonly Currency None = new("XXX", 0);
}

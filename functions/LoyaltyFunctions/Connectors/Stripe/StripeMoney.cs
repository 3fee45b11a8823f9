using Loyalty;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Stripe;

/// <summary>Amounts in Stripe's smallest unit, which is not everywhere that of ISO 4217: Stripe keeps two decimals of the króna and the Uganda
/// shilling and none of the ariary (its page on zero-decimal currencies).</summary>
internal static class StripeMoney
{
    public static Currency? Currency(Fields subject)
    {
        if (subject.Required("currency") is not { } code) return null;
        if (Loyalty.Currency.TryGet(code.ToUpperInvariant(), out var currency)) return currency;
        subject.Fault("currency", "is not an active ISO 4217 currency code");
        return null;
    }

    public static Money? Read(Fields subject, string name, Currency? currency)
    {
        if (subject.WholeNumber(name) is not { } smallest)
        {
            if (!subject.Has(name)) subject.Fault(name, "is missing");
            return null;
        }

        if (currency is null) return null;
        if (smallest is >= 0 and <= FieldValues.MaxMinor) return new Money(Minor(smallest, currency.Code), currency);
        subject.Fault(name, "is out of range");
        return null;
    }

    private static long Minor(long smallest, string code) => code switch
    {
        "ISK" or "UGX" => smallest / 100,
        "MGA" => smallest * 100,
        _ => smallest,
    };
}

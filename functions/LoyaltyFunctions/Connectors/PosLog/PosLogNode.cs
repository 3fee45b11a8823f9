using System.Globalization;
using System.Xml.Linq;
using Loyalty;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.PosLog;

/// <summary>An element of a POSLog with its place in the document. Every read that fails is noted; the value is then null.</summary>
internal sealed record PosLogNode(XElement Element, string Pointer, List<FieldFault> Faults)
{
    public static readonly XNamespace Arts = "http://www.nrf-arts.org/IXRetail/namespace/";

    private const int MaxAmountLength = 32;

    public PosLogNode? Child(string name) => Element.Element(Arts + name) is { } child ? this with { Element = child, Pointer = $"{Pointer}/{name}" } : null;

    public IReadOnlyList<PosLogNode> Children(string name) =>
        [.. Element.Elements(Arts + name).Select((child, i) => this with { Element = child, Pointer = $"{Pointer}/{name}/{i}" })];

    /// <summary>Text of a child: trimmed, not empty, without control characters; null when it is not there.</summary>
    public string? Text(string name, int max = FieldValues.IdLength)
    {
        if (Child(name) is not { } child) return null;
        var text = child.Element.Value.Trim();
        if (text.Length > 0 && text.Length <= max && !text.Any(char.IsControl)) return text;
        child.Fault($"must be text of 1 to {max} characters");
        return null;
    }

    public string? Required(string name)
    {
        if (Child(name) is null) Fault($"has no {name}");
        return Text(name);
    }

    public bool IsSet(string attribute) => Element.Attribute(attribute)?.Value.Trim() is "true" or "1";

    public string Attribute(string name) => Element.Attribute(name)?.Value.Trim() ?? "";

    public DateOnly? Date(string name)
    {
        if (Required(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Child(name)!.Fault("must be a date such as 2026-03-01");
        return null;
    }

    /// <summary>The element's own text as an amount.</summary>
    public Money? Amount(Currency currency)
    {
        var text = Element.Value.Trim();
        if (text.Length <= MaxAmountLength && Money.TryParse(text, currency, out var money, out _)
            && money.Minor is <= FieldValues.MaxMinor and >= -FieldValues.MaxMinor) return money;
        Fault("must be a decimal amount of the currency");
        return null;
    }

    public void Fault(string detail, string? problem = null)
    {
        if (Faults.Count < Fields.MaxFaults) Faults.Add(new FieldFault(Pointer, detail, problem));
    }
}

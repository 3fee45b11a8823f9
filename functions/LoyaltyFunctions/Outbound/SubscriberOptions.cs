using System.Text.RegularExpressions;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Outbound;

/// <summary>A receiver of Standard Webhooks: `Subscribers__{id}__…`.</summary>
public sealed partial class SubscriberOptions
{
    public const string SectionName = "Subscribers";

    public string? Url { get; set; }

    /// <summary>Each of them signs, so that one can be rotated.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Comma list of types, or beginnings of types that end in <c>.*</c>; all by default.</summary>
    public string? Events { get; set; }

    /// <summary>A member's events come in the order of their sequence: one that is not taken holds back the member's later ones.</summary>
    public bool Ordered { get; set; }

    /// <summary>One line for each setting that is missing or wrong, beginning with its name. Quotes no secret.</summary>
    public IEnumerable<string> Validate(string id)
    {
        var prefix = $"{SectionName}__{id}__";
        if (!IdPattern().IsMatch(id)) yield return $"{prefix}Url: a subscriber id is 1 to 64 letters, digits, dashes or dots";
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            yield return $"{prefix}Url: an absolute URL is needed";
        else if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            yield return $"{prefix}Url: may hold neither a user nor a fragment";
        if (Secrets.Count == 0) yield return $"{prefix}Secrets__0: a secret is needed, since nothing is sent unsigned";
        for (var i = 0; i < Secrets.Count; i++)
            if (!StandardWebhooksSignature.TryKey(Secrets[i], out _)) yield return $"{prefix}Secrets__{i}: must be whsec_ followed by base64";
        if (EventFilter.Unknown(Events) is { } unknown) yield return $"{prefix}Events: '{unknown}' is no event of the hub";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Testing.Hubs;

/// <summary>
/// Settings of a hub under test: the sample's, but with tills and clients of the stories (whose keys follow from their ids), no limit
/// that a story reaches by accident, and timers that run only when they are told to. Immutable: each change makes another.
/// </summary>
public sealed class HubSettings
{
    public const string AcmeSecret = "whsec_c3Rvcmllcy1zZWNyZXQtb2YtYWNtZQ==";
    public const string BistroSecret = "whsec_c3Rvcmllcy1zZWNyZXQtb2YtYmlzdHJv";
    public const string LedgerSecret = "whsec_c3Rvcmllcy1zZWNyZXQtb2YtbGVkZ2Vy";
    public const string SquareSecret = "stories-square-signature-key";
    public const string SquareUrl = "https://hub.example.com/api/webhooks/pos/square";
    public const string ShopifySecret = "stories-shopify-client-secret";

    public const string Storage = "AzureWebJobsStorage";

    private const string SampleName = "local.settings.sample.json";
    private const string Never = "0 0 0 1 1 *";

    private readonly ImmutableDictionary<string, string> _values;

    private HubSettings(ImmutableDictionary<string, string> values) => _values = values;

    public static HubSettings Standard { get; } = new HubSettings(Sample())
        .With("RateLimit__PerSecond", "100000")
        .With("RateLimit__Burst", "100000")
        .With("RateLimit__FailuresPerMinute", "100000")
        .With("Logging__LogLevel__LoyaltyFunctions", "Trace")
        .WithClient("operator", "enrol,read,earn,redeem,adjust,erase,operate")
        .WithClient("till", "read,earn", "acme")
        .WithClient("bistro-till", "read,earn", "bistro")
        .WithClient("app", "enrol,read")
        .WithPartner("acme", "pos", "StandardWebhooks", AcmeSecret)
        .WithPartner("bistro", "pos", "StandardWebhooks", BistroSecret)
        .WithPartner("ledger", "erp", "StandardWebhooks", LedgerSecret)
        .WithPartner("square", "pos", "Square", SquareSecret).With("Partners__square__NotificationUrl", SquareUrl)
        .WithPartner("shopify", "pos", "Shopify", ShopifySecret);

    /// <summary>Everything that no log may hold: secrets, and the clients' keys.</summary>
    public IEnumerable<string> Confidential =>
        _values.Where(setting => setting.Key.Contains("__Secrets__", StringComparison.Ordinal)).Select(setting => setting.Value)
            .Concat(_values.Keys.Where(IsKey).Select(name => KeyOf(name.Split("__")[1])));

    /// <summary>The bearer key of a client of these settings.</summary>
    public static string KeyOf(string client) => $"stories-key-of-{client}";

    public HubSettings With(string name, string value) => new(_values.SetItem(name, value));

    public HubSettings Without(string name) => new(_values.Remove(name));

    public HubSettings WithClient(string id, string scopes, string? partner = null)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KeyOf(id))));
        var client = With($"Clients__{id}__KeySha256", digest).With($"Clients__{id}__Scopes", scopes);
        return partner is null ? client : client.With($"Clients__{id}__Partner", partner);
    }

    public HubSettings WithPartner(string id, string kind, string format, string secret) =>
        With($"Partners__{id}__Kind", kind).With($"Partners__{id}__Format", format).With($"Partners__{id}__Secrets__0", secret);

    /// <summary>The settings file of a hub on this storage, unless the settings name another.</summary>
    public string ToJson(HubStorage storage)
    {
        var values = _values.ContainsKey(Storage) ? _values : _values.Add(Storage, storage.ConnectionString);
        return JsonSerializer.Serialize(new Dictionary<string, object> { ["IsEncrypted"] = false, ["Values"] = values });
    }

    private static bool IsKey(string name) => name.EndsWith("__KeySha256", StringComparison.Ordinal);

    private static ImmutableDictionary<string, string> Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, SampleName)))
            folder = folder.Parent;
        using var sample = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder?.FullName ?? "", SampleName)));
        return sample.RootElement.GetProperty("Values").EnumerateObject()
            .Where(setting => setting.Name.Split("__") is not (["Clients" or Storage, ..] or ["Partners", "acme" or "square" or "shopify", ..]))
            .ToImmutableDictionary(
                setting => setting.Name,
                setting => setting.Name.EndsWith("Schedule", StringComparison.Ordinal) ? Never : setting.Value.ToString());
    }
}

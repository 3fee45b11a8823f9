namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Programmes other than the sample, as files beside the tests.</summary>
internal static class Programmes
{
    /// <summary>Points of a sale wait for two weeks.</summary>
    public static string Pending { get; } = Write("proof-pending.json", "P14D");

    /// <summary>Points of a sale wait for so long that very many wait at once.</summary>
    public static string LongPending { get; } = Write("proof-long-pending.json", "P200D");

    /// <summary>Points wait for two weeks and end after a month, so that a simulated year sees every lot's whole life.</summary>
    public static string ShortLived { get; } = Write("proof-short-lived.json", "P14D", "P1M", 25);

    /// <summary>Somebody who brings in a friend, and the friend, get something at the friend's first purchase.</summary>
    public static string Referral { get; } = Write("proof-referral.json", "P0D");

    /// <summary>A reward of which there are two.</summary>
    public static string Limited { get; } = Write("proof-limited.json", "P0D");

    private const string Friend = """{"id": "friend", "on": "referral", "points": {"fixed": 30}},""";

    /// <summary>The sample with twice the points for every euro.</summary>
    public static string Twice(string version, string? from = null) => Sample()
        .Replace("\"version\": \"1\"", $"\"version\": \"{version}\"" + (from is null ? "" : $", \"from\": \"{from}\""), StringComparison.Ordinal)
        .Replace("{\"amount\": 1,", "{\"amount\": 2,", StringComparison.Ordinal);

    /// <summary>The short-lived one with so many points for every euro.</summary>
    public static string Another(string version, int points) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, ShortLived))
        .Replace("\"version\": \"1\"", $"\"version\": \"{version}\"", StringComparison.Ordinal)
        .Replace("{\"amount\": 1,", $"{{\"amount\": {points},", StringComparison.Ordinal);

    private static string Sample() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "program.json"));

    private static string Write(string name, string pending, string expiry = "P12M", int stock = 2)
    {
        var changed = Sample()
            .Replace("\"P0D\"", $"\"{pending}\"", StringComparison.Ordinal)
            .Replace("\"after\": \"P12M\"", $"\"after\": \"{expiry}\"", StringComparison.Ordinal)
            .Replace("\"rewards\": [", "\"rewards\": [" + $$"""{"id": "mug", "name": "Mug", "points": 100, "stock": {{stock}}},""", StringComparison.Ordinal)
            .Replace("\"earn\": [", "\"earn\": [" + Friend, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), changed);
        return name;
    }
}

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Programmes other than the sample, as files beside the tests.</summary>
internal static class Programmes
{
    /// <summary>Points of a sale wait for two weeks.</summary>
    public static string Pending { get; } = Write("proof-pending.json", "P14D");

    /// <summary>Points of a sale wait for so long that very many wait at once.</summary>
    public static string LongPending { get; } = Write("proof-long-pending.json", "P200D");

    /// <summary>Points wait for two weeks and end after a month, so that a simulated year sees every lot's whole life.</summary>
    public static string ShortLived { get; } = Write("proof-short-lived.json", "P14D", "P1M");

    /// <summary>Somebody who brings in a friend, and the friend, get something at the friend's first purchase.</summary>
    public static string Referral { get; } = Write("proof-referral.json", "P0D");

    private const string Friend = """{"id": "friend", "on": "referral", "points": {"fixed": 30}},""";

    private static string Write(string name, string pending, string expiry = "P12M")
    {
        var folder = AppContext.BaseDirectory;
        var sample = File.ReadAllText(Path.Combine(folder, "program.json"));
        var changed = sample
            .Replace("\"P0D\"", $"\"{pending}\"", StringComparison.Ordinal)
            .Replace("\"after\": \"P12M\"", $"\"after\": \"{expiry}\"", StringComparison.Ordinal)
            .Replace("\"earn\": [", "\"earn\": [" + Friend, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, name), changed);
        return name;
    }
}

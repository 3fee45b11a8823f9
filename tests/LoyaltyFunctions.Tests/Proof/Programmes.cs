namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Programmes other than the sample, as files beside the tests.</summary>
internal static class Programmes
{
    /// <summary>Points of a sale wait for two weeks.</summary>
    public static string Pending { get; } = Write("proof-pending.json", "P14D");

    /// <summary>Points of a sale wait for so long that very many wait at once.</summary>
    public static string LongPending { get; } = Write("proof-long-pending.json", "P200D");

    private static string Write(string name, string pending)
    {
        var folder = AppContext.BaseDirectory;
        var sample = File.ReadAllText(Path.Combine(folder, "program.json"));
        File.WriteAllText(Path.Combine(folder, name), sample.Replace("\"P0D\"", $"\"{pending}\"", StringComparison.Ordinal));
        return name;
    }
}

using System.Globalization;

namespace Benchmarks.Processes;

/// <summary>
/// The ledger is spread over several accounts, as one would on Azure for many members. Azurite replaces a row in time that grows with the
/// rows of its table in that account.
/// </summary>
internal static class Ledgers
{
    private const int Count = 8;
    private const string Standard = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Tells every Azurite that this process starts from now on to have the accounts.</summary>
    public static void Announce() =>
        Environment.SetEnvironmentVariable("AZURITE_ACCOUNTS", string.Join(';', Names().Prepend(Standard).Select(name => $"{name}:{Key}")));

    /// <summary>Connection strings of the ledger accounts, beside the one given.</summary>
    public static IReadOnlyList<string> Of(string connectionString) =>
        [.. Names().Select(name => connectionString.Replace(Standard, name, StringComparison.Ordinal))];

    private static IEnumerable<string> Names() =>
        Enumerable.Range(1, Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"ledger{number}"));
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LocalHost.Azurite;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Infra;

/// <summary>The tool that moves rows must look for them where the hub does.</summary>
public sealed partial class MoveLedgerTests
{
    private const string Placement = "infra/move-ledger/placement.mjs";

    [Fact]
    public void Rows_are_placed_by_the_hash_of_the_hub()
    {
        string[] keys = ["", "m", "mabcdefghijklmnopqrstuvwxyz", "d7", "20260302-1", "ü"];
        var asked = string.Join(", ", keys.Select(key => $"hash.stableHash('{key}')"));

        var told = Ask($"[{asked}].join(' ')").Split(' ');

        Assert.Equal(keys.Select(key => LedgerTables.StableHash(key).ToString(CultureInfo.InvariantCulture)), told);
    }

    [Fact]
    public void The_tables_of_the_first_account_are_those_that_the_code_shares()
    {
        var shared = Repository.Files("functions/LoyaltyFunctions", "*.cs")
            .SelectMany(file => Shared().Matches(File.ReadAllText(file)))
            .Select(match => (string)typeof(Names.Tables).GetField(match.Groups[1].Value)!.GetValue(null)!)
            .Distinct();

        Assert.Equal(shared.Order(), Ask("hash.shared.join(' ')").Split(' ').Order());
    }

    [Fact]
    public void A_note_of_due_work_lies_with_its_member_and_a_shared_row_in_the_first_account()
    {
        var row = "{ partitionKey: 'p', MemberId: { value: 'mabc' } }";
        var told = Ask($"[hash.accountOf('Due', {row}, 7), hash.accountOf('Claims', {row}, 7), hash.accountOf('Runs', {row}, 7)].join(' ')");

        Assert.Equal($"{LedgerTables.StableHash("mabc") % 7} {LedgerTables.StableHash("p") % 7} 0", told);
    }

    private static string Ask(string expression)
    {
        var script = $"import('{new Uri(Path.Combine(Repository.Root, Placement))}').then(hash => process.stdout.write({expression}))";
        var start = new ProcessStartInfo(NodeTools.Node(), ["-e", script]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return told;
    }

    [GeneratedRegex(@"\.Shared\(Names\.Tables\.(\w+)\)")]
    private static partial Regex Shared();
}

using System.Diagnostics;
using System.Text.RegularExpressions;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Infra;

public sealed partial class AzureBuildTests
{
    [Fact]
    public void Each_version_can_be_set_on_the_command_line()
    {
        var packages = Repository.Read("Directory.Packages.props");
        var azure = packages[packages.IndexOf("What Azure runs", StringComparison.Ordinal)..packages.IndexOf("The local host", StringComparison.Ordinal)];

        Assert.All(Version().Matches(azure), version =>
        {
            var property = version.Groups[1].Value.TrimStart('$').Trim('(', ')');
            Assert.Contains($"<{property} Condition=\"'$({property})' == ''\">", packages, StringComparison.Ordinal);
        });
        Assert.True(Version().Count(azure) > 8);
    }

    [Fact]
    public void Only_one_source_file_knows_what_it_is_built_for()
    {
        var sources = Repository.Files("functions", "*.cs").Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var project = Repository.Read("functions/LoyaltyFunctions/LoyaltyFunctions.csproj");

        Assert.All(sources, file => Assert.DoesNotMatch(Conditional(), File.ReadAllText(file)));
        Assert.Equal(@"Telemetry\TelemetryRegistration.Azure.cs", Assert.Single(Removed().Matches(project)).Groups[1].Value);
    }

    [Fact]
    public void A_registry_without_a_package_is_told_in_one_sentence()
    {
        var empty = Directory.CreateTempSubdirectory("empty-registry-");

        var (code, said) = Restore($"-p:RestoreSources={empty.FullName}", $"-p:RestorePackagesPath={Path.Combine(empty.FullName, "packages")}");
        empty.Delete(recursive: true);

        var error = Assert.Single(said.Split('\n'), line => line.Contains("error", StringComparison.Ordinal));
        Assert.NotEqual(0, code);
        Assert.Matches(@"error LOYALTY1: The package registry lacks ([\w.-]+, )*Azure\.Data\.Tables, ", error);
        Assert.DoesNotContain("NU11", said, StringComparison.Ordinal);
    }

    private static (int Code, string Said) Restore(params string[] arguments)
    {
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        string[] all = ["restore", "functions/LoyaltyFunctions", "-p:FunctionsHost=Azure", "-p:BaseIntermediateOutputPath=obj/azure-test/", "-nologo", "-tl:off", "-clp:NoSummary", .. arguments];
        var start = new ProcessStartInfo(dotnet, all) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    [GeneratedRegex(@"<PackageVersion Include=""[^""]+"" Version=""([^""]+)""")]
    private static partial Regex Version();

    [GeneratedRegex(@"^\s*#if\b", RegexOptions.Multiline)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"<Compile Remove=""([^""]+)""")]
    private static partial Regex Removed();
}

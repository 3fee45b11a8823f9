using System.Text.RegularExpressions;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Infra;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows() => [.. Repository.Files(".github/workflows", "*.yml").Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_pinned_by_commit_and_say_which_version_that_is(string workflow)
    {
        var uses = Uses().Matches(Repository.Read(workflow)).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, use => Assert.Matches("^[A-Za-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$", use));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_read_unless_a_job_needs_more_and_no_secret_is_stored(string workflow)
    {
        var text = Repository.Read(workflow);

        Assert.Contains("\npermissions:\n  contents: read\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Written(), text);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        // What a person typed reaches a script only as a variable of its environment.
        Assert.NotEmpty(Scripts().Matches(text));
        Assert.All(Scripts().Matches(text), script => Assert.DoesNotContain("${{", script.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void A_deployment_shows_its_plan_first_and_is_tested_and_rolled_back_after()
    {
        var text = Repository.Read(".github/workflows/deploy.yml");
        string[] steps = ["deployment group what-if", "deployment group create", "deployment source config-zip", "infra/smoke.sh", "name: Roll back"];

        Assert.Equal(steps.Select(step => text.IndexOf(step, StringComparison.Ordinal)).Order(), steps.Select(step => text.IndexOf(step, StringComparison.Ordinal)));
        Assert.DoesNotContain(-1, steps.Select(step => text.IndexOf(step, StringComparison.Ordinal)));
        Assert.Contains("needs: [package, plan]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_names_routes_that_there_are()
    {
        var routes = AppFunctions.Http.Select(function => Braces().Replace(function.Route!, "<id>").TrimEnd('/')).ToHashSet();
        var named = Route().Matches(Repository.Read("infra/README.md")).Select(match => match.Value.Split('?')[0]).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, route => Assert.Contains(Braces().Replace(route, "<id>"), routes));
    }

    [GeneratedRegex(@"uses: (.+)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"^\s+(?!id-token)[a-z-]+: write\s*$", RegexOptions.Multiline)]
    private static partial Regex Written();

    [GeneratedRegex(@"^( *)run: (?:\|\n(?:\1  +.*\n|\n)+|.*\n)", RegexOptions.Multiline)]
    private static partial Regex Scripts();

    [GeneratedRegex(@"\{\w+\}|<\w+>")]
    private static partial Regex Braces();

    [GeneratedRegex(@"/api/[a-z<>{}/]+(?<!/)")]
    private static partial Regex Route();
}

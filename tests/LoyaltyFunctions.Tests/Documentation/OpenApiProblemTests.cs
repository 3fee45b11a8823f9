using System.Text.Json.Nodes;
using LoyaltyFunctions.Hosting.Http;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed class OpenApiProblemTests
{
    [Fact]
    public void The_problem_schema_lists_every_problem()
    {
        var listed = ApiDocument.Schemas["Problem"]!["properties"]!["type"]!["enum"]!.AsArray().Select(type => (string)type!);

        Assert.Equal(Problem.All.Values.Select(problem => problem.Type).Order(), listed.Order());
    }

    [Fact]
    public void Every_problem_is_listed_by_an_operation_under_its_own_status()
    {
        var listed = ApiDocument.Operations.SelectMany(operation => operation.Responses)
            .SelectMany(response => NamesOf(response.Response).Select(name => (name, response.Status)))
            .Distinct()
            .ToList();

        Assert.Equal(Problem.All.Values.Select(problem => (problem.Name, problem.Status)).Order(), listed.Order());
    }

    [Fact]
    public void A_response_with_problems_shows_each_as_an_example_as_the_hub_writes_it()
    {
        Assert.All(ApiDocument.Components("responses").Where(response => NamesOf(response.Value!).Any()), response =>
        {
            var examples = response.Value!["content"]!["application/problem+json"]!["examples"]!.AsObject();
            Assert.Equal(NamesOf(response.Value!).Order(), examples.Select(example => example.Key).Order());
            Assert.All(examples, example => AssertWritten(Problem.All[example.Key], ApiDocument.Follow(example.Value!)["value"]!));
        });
    }

    [Fact]
    public void Everything_from_400_on_is_a_problem_but_the_report_of_an_unhealthy_hub()
    {
        Assert.All(ApiDocument.Operations, operation => Assert.All(
            operation.Responses.Where(response => response.Status >= 400 && operation.Id != "GetHealthHttp"),
            response => Assert.NotEmpty(NamesOf(response.Response))));
    }

    private static void AssertWritten(Problem problem, JsonNode example)
    {
        var written = JsonNode.Parse(new ProblemResult(problem).ToJson())!.AsObject();
        Assert.All(written, field => Assert.True(JsonNode.DeepEquals(field.Value, example[field.Key]), $"{problem.Name}: {field.Key}"));
    }

    private static IEnumerable<string> NamesOf(JsonNode response) =>
        (response["x-problems"] as JsonArray ?? []).Select(name => (string)name!);
}

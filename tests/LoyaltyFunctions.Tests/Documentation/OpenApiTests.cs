using System.Text.RegularExpressions;
using LoyaltyFunctions.Hosting.Http;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed partial class OpenApiTests
{
    [Fact]
    public void Every_reference_leads_somewhere()
    {
        Assert.Equal("3.1.0", (string)ApiDocument.Root["openapi"]!);
        Assert.All(ApiDocument.References(ApiDocument.Root).Distinct(), reference => Assert.NotNull(ApiDocument.Resolve(reference)));
    }

    [Fact]
    public void No_component_stands_unused()
    {
        var used = ApiDocument.References(ApiDocument.Root).ToHashSet();
        var kinds = new[] { "parameters", "headers", "responses", "schemas", "examples" };
        var components = kinds.SelectMany(kind => ApiDocument.Components(kind).Select(found => $"#/components/{kind}/{found.Key}"));

        Assert.Empty(components.Except(used));
    }

    [Fact]
    public void The_operations_are_the_http_functions_by_method_route_and_name()
    {
        var functions = AppFunctions.Http.Select(function => (function.On, function.Name));
        var operations = ApiDocument.Operations.Select(operation => ($"{operation.Method} {operation.Path}", operation.Id));

        Assert.Equal(functions.Order(), operations.Order());
    }

    [Fact]
    public void Each_parameter_of_a_path_is_declared_once_and_none_besides()
    {
        Assert.All(ApiDocument.Operations, operation =>
        {
            var declared = operation.Parameters.Where(parameter => (string)parameter["in"]! == "path").ToList();
            var named = InBraces().Matches(operation.Path).Select(match => match.Groups[1].Value);
            Assert.Equal(named.Order(), declared.Select(parameter => (string)parameter["name"]!).Order());
            Assert.All(declared, parameter => Assert.True((bool)parameter["required"]!));
        });
    }

    [Fact]
    public void An_operation_names_the_scope_that_its_function_requires()
    {
        Assert.All(ApiDocument.Operations, operation =>
        {
            var source = Repository.Read($"functions/LoyaltyFunctions/Triggers/{operation.Id}.cs");
            var scope = Requires().Match(source) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : null;
            Assert.Equal(scope, (string?)operation.Body["x-scope"]);
            Assert.Equal(scope is not null, operation.Body["security"]!.AsArray().Any(scheme => scheme!["bearer"] is not null));
        });
    }

    [Fact]
    public void The_scopes_of_the_document_are_those_of_the_code()
    {
        var description = (string)ApiDocument.Components("securitySchemes")["bearer"]!["description"]!;
        var told = InBackticks().Matches(description).Select(match => match.Groups[1].Value);

        Assert.Equal(Enum.GetNames<Scope>().Select(name => name.ToLowerInvariant()), told.Where(name => name != "x-scope"));
    }

    [Fact]
    public void An_operation_takes_an_idempotency_key_exactly_when_its_function_does()
    {
        Assert.All(ApiDocument.Operations, operation => Assert.Equal(
            AppFunctions.All.Single(function => function.Name == operation.Id).Takes<Idempotency>(),
            operation.Parameters.Any(parameter => (string)parameter["name"]! == "Idempotency-Key")));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex InBackticks();

    [GeneratedRegex(@"callers\.Require\(request, Scope\.(\w+)\)")]
    private static partial Regex Requires();
}

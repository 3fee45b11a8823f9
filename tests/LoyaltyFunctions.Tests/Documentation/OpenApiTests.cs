using System.Text.Json;
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
        var functions = AppFunctions.Api.Select(function => (function.On, function.Name));
        var operations = ApiDocument.Operations.Select(operation => ($"{operation.Method} {operation.Path}", operation.Id));

        Assert.Equal(functions.Order(), operations.Order());
    }

    [Fact]
    public void A_route_that_is_none_of_the_api_is_a_page()
    {
        using var host = JsonDocument.Parse(Repository.Read("functions/LoyaltyFunctions/host.json"));

        Assert.Equal("", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal(["/console/{*file}", "/docs/{*file}"], AppFunctions.Http.Except(AppFunctions.Api).Select(function => function.Route).Order());
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
            var scope = Requires().Match(SourceOf(operation)) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : null;
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
    public void An_operation_asks_for_an_idempotency_key_as_its_function_does()
    {
        Assert.All(ApiDocument.Operations, operation =>
        {
            var source = SourceOf(operation);
            bool? asks = source.Contains("idempotency.Enter(", StringComparison.Ordinal)
                || source.Contains("Idempotency.RequireKey(", StringComparison.Ordinal) ? true
                : source.Contains("idempotency.EnterOptional(", StringComparison.Ordinal) ? false
                : null;
            var key = operation.Parameters.SingleOrDefault(parameter => (string)parameter["name"]! == "Idempotency-Key");
            Assert.Equal(asks, (bool?)key?["required"]);
        });
    }

    private static string SourceOf(ApiOperation operation) => Repository.Read($"functions/LoyaltyFunctions/Triggers/{operation.Id}.cs");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex InBackticks();

    [GeneratedRegex(@"callers\.Require\(request, Scope\.(\w+)\)")]
    private static partial Regex Requires();
}

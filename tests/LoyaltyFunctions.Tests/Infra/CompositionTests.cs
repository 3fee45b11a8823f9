using System.Text.RegularExpressions;

namespace LoyaltyFunctions.Tests.Infra;

/// <summary>What a compiler would say first; the real one is not here, so that CI has this much.</summary>
public sealed partial class CompositionTests
{
    [Fact]
    public void Every_file_is_read_without_a_fault()
    {
        Assert.NotEmpty(Template.Files);
        Assert.Empty(Template.Files.SelectMany(file => file.Faults.Select(fault => $"{file.Name}: {fault}")));
    }

    [Fact]
    public void Each_module_is_there_and_gets_the_parameters_that_it_declares()
    {
        Assert.All(Template.Main.Of("module"), module =>
        {
            var parameters = Template.File(Path.GetFileName(module.Type!)).Of("param").ToList();
            var given = Template.Keys(module.Body["params"]!).ToHashSet();
            Assert.Subset(parameters.Select(parameter => parameter.Name!).ToHashSet(), given);
            var needed = parameters.Where(parameter => parameter.Value is null && !parameter.Type!.EndsWith('?')).Select(parameter => parameter.Name!);
            Assert.Superset(needed.ToHashSet(), given);
        });
        Assert.Equal(
            Template.Sources.Where(file => file.Path.Contains("modules", StringComparison.Ordinal)).Select(file => file.Name).Order(),
            Template.Main.Of("module").Select(module => Path.GetFileName(module.Type!)).Order());
    }

    [Fact]
    public void Parameter_files_give_what_is_needed_and_nothing_else()
    {
        var parameters = Template.Main.Of("param").ToList();

        Assert.Equal(["main.dev.bicepparam", "main.prod.bicepparam"], Template.ParameterFiles.Select(file => file.Name));
        Assert.All(Template.ParameterFiles, file =>
        {
            var given = file.Of("var").Select(value => value.Name!).ToHashSet();
            Assert.Subset(parameters.Select(parameter => parameter.Name!).ToHashSet(), given);
            Assert.Superset(parameters.Where(parameter => parameter.Value is null).Select(parameter => parameter.Name!).ToHashSet(), given);
        });
    }

    [Fact]
    public void Outputs_that_are_used_are_declared()
    {
        foreach (Match use in Output().Matches(Template.Main.Text))
        {
            var module = Template.Main.Of("module").Single(module => module.Name == use.Groups[1].Value);
            Assert.Contains(Template.File(Path.GetFileName(module.Type!)).Of("output"), output => output.Name == use.Groups[2].Value);
        }
    }

    [Fact]
    public void Nothing_is_declared_and_not_used()
    {
        Assert.All(Template.Sources, file =>
        {
            var existing = file.Of("resource").Where(resource => resource.Existing);
            var exported = file.Name == "names.bicep";
            var names = file.Of("param").Concat(exported ? [] : file.Of("var").Concat(file.Of("type"))).Concat(existing).Select(declaration => declaration.Name!)
                .Concat(file.Of("import").SelectMany(import => import.Names!));
            Assert.All(names, name => Assert.True(Regex.Count(file.Text, $@"\b{name}\b(?!:)|\bin {name}:") > 1, $"{file.Name}: {name}"));
        });
        var imported = Template.Sources.SelectMany(file => file.Of("import")).SelectMany(import => import.Names!).Distinct();
        Assert.Equal(Template.File("names.bicep").Declarations.Select(declaration => declaration.Name).Order(), imported.Order());
    }

    [Fact]
    public void A_type_of_resource_has_one_version_everywhere()
    {
        var types = Template.Sources.SelectMany(file => file.Of("resource")).Select(resource => resource.Type!).Distinct();

        Assert.All(types.GroupBy(type => type.Split('@')[0]), versions => Assert.Single(versions));
        Assert.All(types, type => Assert.Matches(@"@\d{4}-\d{2}-\d{2}(-preview)?$", type));
    }

    [GeneratedRegex(@"\b(\w+)\.\??outputs\.(\w+)")]
    private static partial Regex Output();
}

using System.Reflection;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Documentation;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Tests.Infra;

public sealed class NamesTests
{
    [Fact]
    public void The_queues_are_those_of_the_code_and_of_its_attributes()
    {
        var named = typeof(Names.Queues).GetFields().Select(field => (string)field.GetValue(null)!);
        var bound = Bindings<ServiceBusTriggerAttribute>().Select(trigger => trigger.QueueName!)
            .Concat(Bindings<ServiceBusOutputAttribute>().Select(output => output.QueueOrTopicName)).Distinct();

        Assert.Equal(named.Order(), Listed("queueNames"));
        Assert.Equal(named.Order(), bound.Order());
    }

    [Fact]
    public void The_tables_and_containers_are_those_of_the_code()
    {
        Assert.Equal(Names.Tables.All.Order(), Listed("tableNames"));
        Assert.Equal(Names.Containers.All.Order(), Listed("containerNames"));
        Assert.Equal(Names.Containers.Archive, (string)Template.Value("names.bicep", "archiveContainer")!);
        Assert.Equal(Names.Containers.Deliveries, (string)Template.Value("names.bicep", "deliveriesContainer")!);
    }

    [Fact]
    public void Every_name_of_the_code_is_made()
    {
        Assert.Equal("queueNames", LoopOf("Microsoft.ServiceBus/namespaces/queues"));
        Assert.Equal("tableNames", LoopOf("Microsoft.Storage/storageAccounts/tableServices/tables"));
        Assert.Contains(Template.ResourcesOf("Microsoft.Storage/storageAccounts/blobServices/containers"), item => Loop(item) == "containers");
        var archive = Template.Main.Of("module").Single(module => module.Name == "archiveStorage");
        Assert.Equal("containerNames", (string)archive.Body["params"]!["containers"]!["$"]!);
    }

    [Fact]
    public void Queues_are_bound_to_one_connection_which_the_settings_give_an_identity()
    {
        var connections = Bindings<ServiceBusTriggerAttribute>().Select(trigger => trigger.Connection)
            .Concat(Bindings<ServiceBusOutputAttribute>().Select(output => output.Connection));
        var settings = Template.Keys(Template.Value("app.bicep", "platformSettings"));

        Assert.All(connections, connection => Assert.Equal(Names.ServiceBus, connection));
        Assert.Subset(settings.ToHashSet(), new[] { "clientId", "credential", "fullyQualifiedNamespace" }.Select(x => $"{Names.ServiceBus}__{x}").ToHashSet());
    }

    [Fact]
    public void Files_of_the_erp_are_subscribed_for_an_event_grid_function_or_not_at_all()
    {
        var functions = AppFunctions.All.Where(function => function.Trigger == "eventGrid").Select(function => function.Name).Append("");
        var named = Template.ParameterFiles.SelectMany(file => file.Of("var")).Where(value => value.Name == "erpFunctionName");

        Assert.All(named, value => Assert.Contains((string)value.Value!, functions));
        Assert.Contains(nameof(Triggers.TakeErpFileEventGrid), functions);
        Assert.Equal(Names.Containers.ErpInbox, (string)Template.Value("names.bicep", "erpContainer")!);
    }

    private static IEnumerable<string> Listed(string name) => Template.Strings(Template.Value("names.bicep", name)).Order();

    private static string? LoopOf(string type) => Loop(Template.ResourcesOf(type).Single());

    private static string? Loop(BicepDeclaration resource) => (string?)resource.Value!["$for"];

    // Attributes stand on functions, on their parameters, and on the properties of what they return.
    private static IEnumerable<T> Bindings<T>()
        where T : Attribute =>
        from type in typeof(Names).Assembly.GetTypes()
        from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        from attribute in member.GetCustomAttributes<T>().Concat(
            member is MethodInfo method ? method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes<T>()) : [])
        select attribute;
}

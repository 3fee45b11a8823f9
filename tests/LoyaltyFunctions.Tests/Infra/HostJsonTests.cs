using System.Text.Json.Nodes;
using System.Xml;
using LocalHost.Queues;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Infra;

public sealed class HostJsonTests
{
    private static JsonNode Host => JsonNode.Parse(Repository.Read("functions/LoyaltyFunctions/host.json"))!;

    [Fact]
    public void The_host_sends_its_telemetry_as_the_worker_does()
    {
        Assert.Equal("2.0", (string)Host["version"]!);
        Assert.Equal("OpenTelemetry", (string)Host["telemetryMode"]!);
        Assert.Equal(["http", "serviceBus"], Template.Keys(Host["extensions"]!).Order());
    }

    [Fact]
    public void A_batch_has_time_to_end_before_its_messages_are_delivered_again()
    {
        var queues = Host["extensions"]!["serviceBus"]!;
        var locked = XmlConvert.ToTimeSpan((string)Template.ResourcesOf("Microsoft.ServiceBus/namespaces/queues").Single().Property("lockDuration")!);

        Assert.True(TimeSpan.Parse((string)queues["maxAutoLockRenewalDuration"]!, null) > locked);
        Assert.True(TimeSpan.Parse((string)queues["maxBatchWaitTime"]!, null) < locked);
        // Messages that are fetched ahead of their turn lose their locks while they wait.
        Assert.Equal(0, (int)queues["prefetchCount"]!);
        Assert.True((bool)queues["autoCompleteMessages"]!);
    }

    [Fact]
    public void A_message_fails_as_often_here_as_on_azure_before_it_is_a_dead_letter()
    {
        var queue = Template.ResourcesOf("Microsoft.ServiceBus/namespaces/queues").Single();

        Assert.Equal(QueueOptions.MaxDeliveryCount, (int)queue.Property("maxDeliveryCount")!);
    }
}

using LoyaltyFunctions.Events;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed class ReadmeEventsTests
{
    [Fact]
    public void The_events_table_lists_every_type_that_the_hub_can_send()
    {
        var table = MarkdownTable.Read("README.md", "Events").Select(row => MarkdownTable.Plain(row[0]));

        Assert.Equal(LoyaltyEvents.Types.Order(), table.Order());
    }
}

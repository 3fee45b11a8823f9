namespace LoyaltyFunctions.Tests.Documentation;

public sealed class ReadmeFunctionsTests
{
    [Fact]
    public void The_function_table_lists_every_function_with_its_trigger_and_route_schedule_or_queue()
    {
        var table = MarkdownTable.Read("README.md", "Functions")
            .Select(row => (MarkdownTable.Plain(row[0]), row[1], MarkdownTable.Plain(row[2])));

        Assert.Equal(AppFunctions.All.Select(function => (function.Name, function.Trigger, function.On)).Order(), table.Order());
    }

    [Fact]
    public void Every_schedule_of_the_table_is_a_setting_of_the_sample()
    {
        var schedules = AppFunctions.All.Where(function => function.Trigger == "timer").Select(function => function.On.Trim('%'));

        Assert.All(schedules, schedule => Assert.Contains(schedule, AppServices.SampleSettings.Keys));
    }
}

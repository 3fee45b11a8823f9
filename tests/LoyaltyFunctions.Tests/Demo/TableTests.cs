using LoyaltyFunctions.Demo;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class TableTests
{
    [Fact]
    public void Columns_stand_two_spaces_apart_with_numbers_flush_right()
    {
        var table = new Table("name", "points", "tier");
        table.Add("Ada", "1045", "Silver");
        table.Add("Katherine", "-7", "Bronze");

        Assert.Equal(
            [
                "  name       points  tier",
                "  Ada          1045  Silver",
                "  Katherine      -7  Bronze",
            ],
            table.Lines(100));
    }

    [Fact]
    public void The_last_column_wraps_at_the_edge_and_goes_on_below_itself()
    {
        var table = new Table("sent", "what became of it");
        table.Add("checkin", "parked: kept until somebody replays it");

        Assert.Equal(
            [
                "  sent     what became of it",
                "  checkin  parked: kept until",
                "           somebody replays it",
            ],
            table.Lines(31));
    }

    [Fact]
    public void A_section_is_a_line_of_its_own_and_does_not_widen_the_columns()
    {
        var table = new Table("a", "b");
        table.Section("A title that is much wider");
        table.Add("1", "x");

        Assert.Equal(["  a  b", "A title that is much wider", "  1  x"], table.Lines(100));
    }

    [Fact]
    public void A_row_of_another_length_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => new Table("a", "b").Add("1"));
}

using LoyaltyFunctions.Demo;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class PageTests
{
    [Fact]
    public void Paragraphs_break_at_spaces() =>
        Assert.Equal(["one two", "three", "four"], Page.Wrap("one two three four", 8));

    [Fact]
    public void A_word_wider_than_the_page_stays_whole_to_be_copied() =>
        Assert.Equal(["see", "http://localhost:7071/api/health", "now"], Page.Wrap("see http://localhost:7071/api/health now", 10));

    [Fact]
    public void Lines_to_copy_are_indented_and_never_broken()
    {
        var output = new StringWriter { NewLine = "\n" };

        new Page(output).Line(new string('x', 120));

        Assert.Equal($"  {new string('x', 120)}\n", output.ToString());
    }
}

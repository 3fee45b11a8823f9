using System.Text;
using LoyaltyFunctions.Connectors;

namespace LoyaltyFunctions.Tests.Connectors;

public sealed class FormBodyTests
{
    [Fact]
    public void Reads_names_and_values_with_their_escapes()
    {
        Assert.True(FormBody.TryParse("a=1&b+c=%C3%BC+x&d=&e&&f=%26%3D%2B"u8, out var fields, out _));
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b c"] = "ü x", ["d"] = "", ["e"] = "", ["f"] = "&=+" }, fields);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=%+1")]
    [InlineData("a=%FF")]
    [InlineData("a=1&a=2")]
    [InlineData("a=1&%61=2")]
    [Trait("Fault", "64")]
    public void Refuses_what_could_be_read_in_two_ways(string body) => Assert.False(FormBody.TryParse(Encoding.UTF8.GetBytes(body), out _, out _));

    [Fact]
    [Trait("Fault", "63")]
    public void Refuses_too_many_fields_and_names_that_are_too_long()
    {
        Assert.False(FormBody.TryParse(Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 201).Select(i => $"k{i}=v"))), out _, out _));
        Assert.False(FormBody.TryParse(Encoding.UTF8.GetBytes(new string('n', 257)), out _, out _));
        Assert.False(FormBody.TryParse([0xC3, 0x28], out _, out _));
    }
}

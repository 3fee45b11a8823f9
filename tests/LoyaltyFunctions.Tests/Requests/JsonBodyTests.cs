using System.Text;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Requests;

public sealed class JsonBodyTests
{
    [Fact]
    public void Reads_an_object_and_skips_a_byte_order_mark()
    {
        Assert.True(JsonBody.TryParse([0xEF, 0xBB, 0xBF, .. """{"a":"é😀\ud83d\ude00"}"""u8], out var root, out var problem));
        Assert.Equal(("é😀😀", ""), (root.GetProperty("a").GetString(), problem));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{\"a\":1}{\"b\":2}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":1} // why")]
    [InlineData("\uFEFF\uFEFF{}")]
    [Trait("Fault", "61")]
    public void Refuses_what_is_not_one_object(string body) => Assert.NotEqual("", Refuse(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"total":1,"total":1000000}""")]
    [InlineData("""{"total":1,"\u0074otal":1000000}""")]
    [InlineData("""{"data":{"lines":[{"a":1,"a":1}]}}""")]
    [Trait("Fault", "64")]
    public void Refuses_a_key_that_comes_twice_however_it_is_spelt(string body) => Assert.NotEqual("", Refuse(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\udc00"}""")]
    [InlineData("""{"a":"\ud800\ud800"}""")]
    [InlineData("""{"a":"\uD83Dx\uDE00"}""")]
    [InlineData("""{"\ud800":1}""")]
    public void Refuses_half_a_surrogate_pair(string body) => Assert.Contains("surrogate", Refuse(Encoding.UTF8.GetBytes(body)), StringComparison.Ordinal);

    [Fact]
    public void Does_not_take_an_escaped_backslash_for_the_start_of_an_escape()
    {
        Assert.True(JsonBody.TryParse("""{"a":"\\ud800"}"""u8, out var root, out _));
        Assert.Equal("\\ud800", root.GetProperty("a").GetString());
    }

    [Fact]
    public void Refuses_bytes_that_are_not_utf8() => Assert.Contains("UTF-8", Refuse([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]), StringComparison.Ordinal);

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(10_000, false)]
    [Trait("Fault", "63")]
    public void Reads_32_levels_and_no_more(int depth, bool accepted)
    {
        var body = "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
        Assert.Equal(accepted, JsonBody.TryParse(Encoding.UTF8.GetBytes(body), out _, out _));
    }

    // All keys differ, so that each is looked for among all others.
    [Fact]
    [Trait("Fault", "63")]
    public void Reads_ten_thousand_keys_and_a_string_of_a_megabyte()
    {
        var keys = "{" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"key{i}\":{i}")) + $",\"long\":\"{new string('x', 1_000_000)}\"" + "}";
        Assert.True(JsonBody.TryParse(Encoding.UTF8.GetBytes(keys), out var root, out _));
        Assert.Equal(9_999, root.GetProperty("key9999").GetInt32());
    }

    [Fact]
    [Trait("Fault", "118")]
    public void Quotes_nothing_of_the_body_in_its_answer() =>
        Assert.DoesNotContain("ada", Refuse("""{"email":"ada@example.com","email":"ada@example.com"}"""u8.ToArray()), StringComparison.Ordinal);

    private static string Refuse(byte[] body)
    {
        Assert.False(JsonBody.TryParse(body, out _, out var problem));
        return problem;
    }
}

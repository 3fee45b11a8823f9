using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Requests;

public sealed class RefundReaderTests
{
    private const string Refund = """{"receiptId":"r","storeId":"s","refundId":"f","currency":"EUR","total":"3.50"}""";

    [Fact]
    public void Reads_a_refund_of_the_whole_by_its_amount()
    {
        var (refund, _) = Read.From(Refund, data => RefundReader.Read(data, "acme"));
        Assert.Equal((new ReceiptKey("acme", "s", "r", null), "f", 350L, 0), (refund!.Receipt, refund.RefundId, refund.Total.Minor, refund.Lines.Count));
    }

    [Theory]
    [InlineData("\"refundId\":\"f\",", "", "/data/refundId", null)]
    [InlineData("3.50", "-3.50", "/data/total", null)]
    [InlineData("\"total\"", "\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"1.00\"}],\"total\"", "/data/lines", "amounts-disagree")]
    [Trait("Fault", "86")]
    public void Names_the_field_that_is_wrong_where_the_sender_wrote_it(string from, string to, string field, string? problem)
    {
        var (_, faults) = Read.From(Refund.Replace(from, to), data => RefundReader.Read(data, "acme"), "/data");
        Assert.Equal((field, problem), (Assert.Single(faults).Pointer, faults[0].Problem));
    }

    [Fact]
    public void Reads_a_void_with_its_business_date()
    {
        var (receipt, _) = Read.From("""{"receiptId":"r","storeId":"s","businessDate":"2026-02-28"}""", data => VoidReader.Read(data, "acme"));
        Assert.Equal(new ReceiptKey("acme", "s", "r", new DateOnly(2026, 2, 28)), receipt);
        Assert.Equal("/storeId", Assert.Single(Read.From("""{"receiptId":"r"}""", data => VoidReader.Read(data, "acme")).Faults).Pointer);
    }
}

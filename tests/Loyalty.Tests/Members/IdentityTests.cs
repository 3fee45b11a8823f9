using Loyalty.Members;

namespace Loyalty.Tests.Members;

public class IdentityTests
{
    [Theory]
    [InlineData("email", " Ada@Example.COM ", "ada@example.com")]
    [InlineData("phone", "+49 (170) 123-4567", "491701234567")]
    [InlineData("phone", " 491701234567", "491701234567")] // a plus that a query string turned into a space
    [InlineData("card", "2600 1234-5678", "260012345678")]
    [InlineData("crm-id", " A/b#c?% ", "A/b#c?%")]
    [InlineData("name", "e\u0301", "\u00e9")]
    [Trait("Fault", "68")]
    public void One_spelling_gives_one_value(string type, string value, string normal)
    {
        Assert.True(Identity.TryCreate(type, value, out var identity, out _));
        Assert.Equal(normal, identity.Value);
    }

    [Theory]
    [InlineData("email", "ada")]
    [InlineData("email", "a@b@c")]
    [InlineData("email", "a b@c")]
    [InlineData("phone", "0170 1234567")]
    [InlineData("phone", "+1234")]
    [InlineData("phone", "+1234567890123456")]
    [InlineData("card", " - ")]
    [InlineData("card", "")]
    [InlineData("card", null)]
    [InlineData("card", "12\u000034")]
    [InlineData("card", "12\ud80034")]
    [InlineData("Card", "1234")]
    [InlineData("", "1234")]
    [InlineData(null, "1234")]
    [InlineData("a23456789012345678901234567890123", "1234")]
    [Trait("Fault", "68")]
    public void What_is_no_identity_is_refused_with_a_reason(string? type, string? value)
    {
        Assert.False(Identity.TryCreate(type, value, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("4242424242424242", "is the number of a payment card")]
    [InlineData("4242 4242-4242.4242", "is the number of a payment card")]
    [InlineData("378282246310005", "is the number of a payment card")]
    [InlineData("tok_123", "is shorter than 8 characters")]
    public void The_number_of_a_payment_card_is_refused_and_no_fingerprint(string value, string because)
    {
        Assert.False(Identity.TryCreate(Identity.PaymentCard, value, out _, out var problem));
        Assert.StartsWith(because, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(value, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Xt5EWLLDS7FJjR1c")]
    [InlineData("4242424242424241")] // no check digit: somebody's token of digits
    [InlineData("tok-4242424242424242")]
    public void A_fingerprint_is_kept_as_it_is(string value)
    {
        Assert.True(Identity.TryCreate(Identity.PaymentCard, value, out var card, out _));
        Assert.Equal(value, card.Value);
    }

    [Fact]
    public void Long_values_are_refused()
    {
        Assert.True(Identity.TryCreate("card", new string('1', 256), out _, out _));
        Assert.False(Identity.TryCreate("card", new string('1', 257), out _, out _));
        Assert.False(Identity.TryCreate("card", new string('1', 100_000), out _, out _));
    }

    [Fact]
    public void The_hash_is_over_type_and_value()
    {
        Identity.TryCreate("card", "1", out var card, out _);
        Identity.TryCreate("crm", "1", out var crm, out _);

        // printf 'card\n1' | sha256sum
        Assert.Equal("f842b625b8ef43ffc0351a426b943c19d5dfe3d075038f90cf3290ae8a65b4ed", card.Hash);
        Assert.NotEqual(card.Hash, crm.Hash);
    }

    [Fact]
    [Trait("Fault", "118")]
    public void A_printed_identity_gives_no_one_away()
    {
        Identity.TryCreate("email", "ada@example.com", out var identity, out _);

        Assert.DoesNotContain("ada", identity.ToString(), StringComparison.Ordinal);
    }
}

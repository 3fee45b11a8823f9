using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Requests;

public sealed class EnrolmentReaderTests
{
    private static readonly DateTimeOffset Told = new(2026, 11, 2, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"email":"Ada@Example.com"}""", "email")]
    [InlineData("""{"phone":"+49 151 0000001"}""", "phone")]
    [InlineData("""{"identities":[{"type":"card","value":"1"}]}""", "card")]
    [InlineData("""{"identities":[{"type":"email","value":"ada@example.com"}],"email":"ADA@example.com"}""", "email")]
    public void Knows_the_member_by_at_least_one_identity_and_by_none_twice(string json, string type) =>
        Assert.Equal(type, Assert.Single(Accept(json).Identities).Type);

    [Fact]
    public void Keeps_the_profile_as_it_was_written_and_normalises_only_the_identity()
    {
        var enrolment = Accept("""{"email":" Ada@Example.com","consents":{"email":true,"sms":null}}""");
        Assert.Equal(("Ada@Example.com", "ada@example.com"), (enrolment.Profile.Email, enrolment.Identities[0].Value));
        Assert.Equal(new Consents(Email: true), enrolment.Profile.Consents);
    }

    [Theory]
    [InlineData("""{}""", "/identities")]
    [InlineData("""{"identities":[]}""", "/identities")]
    [InlineData("""{"givenName":"Ada"}""", "/identities")]
    [InlineData("""{"identities":[{"type":"Card","value":"1"}]}""", "/identities/0/type")]
    [InlineData("""{"identities":[{"type":"email","value":"nobody"}]}""", "/identities/0/value")]
    [InlineData("""{"identities":[{"type":"card","value":"1"},{"type":"email","value":"x"}]}""", "/identities/1/value")]
    [InlineData("""{"identities":[{"type":"card","value":7}]}""", "/identities/0/value")]
    [InlineData("""{"identities":{"type":"card","value":"1"}}""", "/identities")]
    [InlineData("""{"email":"nobody"}""", "/email")]
    [InlineData("""{"email":"a@b.c","phone":"0151"}""", "/phone")]
    [InlineData("""{"email":"a@b.c","birthDate":"1899-12-31"}""", "/birthDate")]
    [InlineData("""{"email":"a@b.c","birthDate":"2026-11-04"}""", "/birthDate")]
    [InlineData("""{"email":"a@b.c","locale":"de DE"}""", "/locale")]
    [InlineData("""{"email":"a@b.c","consents":{"email":"yes"}}""", "/consents/email")]
    [InlineData("""{"email":"a@b.c","consents":[]}""", "/consents")]
    [InlineData("""{"email":"a@b.c","referredBy":7}""", "/referredBy")]
    [InlineData("""{"email":"a@b.c","referredBy":{"type":"card"}}""", "/referredBy/value")]
    public void Names_the_field_that_is_wrong(string json, string field) =>
        Assert.Equal(field, Assert.Single(Read.From(json, data => EnrolmentReader.Read(data, Told)).Faults).Pointer);

    [Fact]
    public void Takes_a_name_of_256_characters_and_20_identities_and_not_one_more()
    {
        string Names(int length) => $$"""{"email":"a@b.c","givenName":"{{new string('a', length)}}"}""";
        string Cards(int count) => "{\"identities\":[" + string.Join(',', Enumerable.Range(1, count).Select(i => $"{{\"type\":\"card\",\"value\":\"{i}\"}}")) + "]}";
        Assert.Equal(256, Accept(Names(256)).Profile.GivenName!.Length);
        Assert.Equal(20, Accept(Cards(20)).Identities.Count);
        Assert.Equal("/givenName", Assert.Single(Read.From(Names(257), data => EnrolmentReader.Read(data, Told)).Faults).Pointer);
        Assert.Equal("/identities", Read.From(Cards(21), data => EnrolmentReader.Read(data, Told)).Faults[0].Pointer);
    }

    [Fact]
    public void Reads_the_referrer_as_member_id_or_identity()
    {
        Assert.Equal("m-1", Accept("""{"email":"a@b.c","referredBy":"m-1"}""").ReferredBy!.MemberId);
        Assert.Equal("42", Accept("""{"email":"a@b.c","referredBy":{"type":"card","value":"4 2"}}""").ReferredBy!.Identity!.Value);
        Assert.Null(Accept("""{"email":"a@b.c"}""").ReferredBy);
    }

    private static Enrolment Accept(string json) => Read.From(json, data => EnrolmentReader.Read(data, Told)).Value!;
}

using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Requests;

public sealed class ProfilePatchReaderTests
{
    private static readonly DateTimeOffset Told = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Profile Ada = new(
        "Ada", "Example", "ada@example.com", "+491510000001", new DateOnly(1990, 12, 10), "de-DE", "berlin-1", new Consents(true, false, null, true));

    [Fact]
    public void Changes_what_is_given_removes_what_is_null_and_leaves_the_rest()
    {
        var patched = Accept("""{"givenName":"Augusta","phone":null,"consents":{"sms":true,"profiling":null}}""").ApplyTo(Ada);
        Assert.Equal(Ada with { GivenName = "Augusta", Phone = null, Consents = new Consents(true, true, null, null) }, patched);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"consents":{}}""")]
    [InlineData("""{"tier":"gold","points":7}""")]
    public void Changes_nothing_where_nothing_is_given(string json) => Assert.Equal(Ada, Accept(json).ApplyTo(Ada));

    [Fact]
    public void Removes_all_consents_by_null_for_the_object() =>
        Assert.Equal(Ada with { Consents = new Consents() }, Accept("""{"consents":null}""").ApplyTo(Ada));

    [Fact]
    public void Gives_consents_to_a_profile_that_had_none() =>
        Assert.Equal(new Consents(Email: true), Accept("""{"consents":{"email":true}}""").ApplyTo(new Profile()).Consents);

    [Theory]
    [InlineData("""{"email":"nobody"}""", "/email")]
    [InlineData("""{"birthDate":"soon"}""", "/birthDate")]
    [InlineData("""{"consents":{"push":1}}""", "/consents/push")]
    [InlineData("""{"givenName":""}""", "/givenName")]
    public void Names_the_field_that_is_wrong(string json, string field) =>
        Assert.Equal(field, Assert.Single(Read.From(json, data => ProfilePatchReader.Read(data, Told)).Faults).Pointer);

    private static ProfilePatch Accept(string json) => Read.From(json, data => ProfilePatchReader.Read(data, Told)).Value!;
}

using Loyalty.Members;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Tests.Requests;

/// <summary>Consents with who told them, and when: the word that is dated last stands.</summary>
public sealed class MemberProfileTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = March.AddMonths(1);
    private static readonly ConsentSource App = new("acme", March) { ClientId = "app" };
    private static readonly ConsentSource Crm = new("crm", April) { DeliveryId = "d1" };

    [Fact]
    public void An_enrolment_says_who_told_the_consents_that_it_holds()
    {
        var member = Enrolled(new Consents(Email: true, Sms: false), App);

        Assert.Equal(["email", "sms"], member.ToldBy!.Keys.Order());
        Assert.All(member.ToldBy.Values, source => Assert.Equal(App, source));
        Assert.Null(Enrolled(new Consents(), App).ToldBy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_two_words_the_later_stands_with_who_told_it(bool inOrder)
    {
        var member = Enrolled(new Consents(), App);
        (ConsentSource Source, bool Says)[] words = [(App, true), (Crm, false)];

        foreach (var (source, says) in inOrder ? words : words.Reverse())
            member = Says(says).ApplyTo(member, source);

        Assert.False(member.Profile.Consents!.Email);
        Assert.Equal(Crm, member.ToldBy!["email"]);
    }

    [Fact]
    public void A_word_from_before_the_enrolment_does_not_outdo_what_was_said_with_it()
    {
        var member = Says(false).ApplyTo(Enrolled(new Consents(Email: true), Crm), App);

        Assert.True(member.Profile.Consents!.Email);
        Assert.Equal(Crm, member.ToldBy!["email"]);
    }

    [Fact]
    public void A_consent_that_is_taken_back_keeps_who_took_it_back_and_other_fields_have_no_source()
    {
        var patch = new ProfilePatch { EmailConsent = new(true, null), GivenName = new(true, "Ada") };

        var member = patch.ApplyTo(Enrolled(new Consents(Email: true), App), Crm);

        Assert.Null(member.Profile.Consents!.Email);
        Assert.Equal(KeyValuePair.Create("email", Crm), Assert.Single(member.ToldBy!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_two_members_who_are_one_the_later_word_stands_whoever_stays(bool laterStays)
    {
        var (early, late) = (Enrolled(new Consents(Email: true, Sms: true), App), Enrolled(new Consents(Email: false, Push: true), Crm));

        var one = laterStays ? late.With(early) : early.With(late);

        Assert.Equal(new Consents(Email: false, Sms: true, Push: true), one.Profile.Consents);
        Assert.Equal((Crm, App, Crm), (one.ToldBy!["email"], one.ToldBy["sms"], one.ToldBy["push"]));
        Assert.Equal(April, one.Told!["EmailConsent"]);
    }

    [Fact]
    public void A_later_refusal_is_not_filled_with_what_the_other_member_said_before()
    {
        var withdrawn = new ProfilePatch { EmailConsent = new(true, null) }.ApplyTo(Enrolled(new Consents(), App), Crm);

        Assert.Null(withdrawn.With(Enrolled(new Consents(Email: true), App)).Profile.Consents?.Email);
    }

    [Fact]
    [Trait("Fault", "112")]
    public void Where_nobody_knows_when_the_word_of_the_member_who_stays_stands()
    {
        var old = new MemberProfile(new Profile(Consents: new Consents(Email: false)), []);

        var one = old.With(Enrolled(new Consents(Email: true, Sms: true), App));

        Assert.Equal(new Consents(Email: false, Sms: true), one.Profile.Consents);
        Assert.Equal(["sms"], one.ToldBy!.Keys);
    }

    private static MemberProfile Enrolled(Consents consents, ConsentSource source) => MemberProfile.Enrolled(new Profile(Consents: consents), [], source);

    private static ProfilePatch Says(bool email) => ProfilePatch.OfKnown(new Profile(Consents: new Consents(Email: email)));
}

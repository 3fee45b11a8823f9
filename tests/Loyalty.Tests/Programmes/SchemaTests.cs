using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Programmes;

namespace Loyalty.Tests.Programmes;

public class SchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(Programme.Schema).RootElement;

    public static TheoryData<string, string[]> Objects => new()
    {
        { "", ProgrammeReader.Names },
        { "/properties/exclude", PolicyReader.ExcludeNames },
        { "/properties/pending", PolicyReader.PendingNames },
        { "/properties/expiry", PolicyReader.ExpiryNames },
        { "/properties/redemption", PolicyReader.RedemptionNames },
        { "/properties/tiers", TierReader.Names },
        { "/$defs/level", TierReader.LevelNames },
        { "/$defs/reward", PolicyReader.RewardNames },
        { "/$defs/benefit", BenefitReader.Names },
        { "/$defs/benefit/properties/allowance", BenefitReader.AllowanceNames },
        { "/$defs/rate", PolicyReader.RateNames },
        { "/$defs/rule", EarnRuleReader.Names },
        { "/$defs/rule/properties/points", EarnRuleReader.PointsNames },
        { "/$defs/rule/properties/activate", EarnRuleReader.ActivationNames },
        { "/$defs/limit", EarnRuleReader.LimitNames },
        { "/$defs/budget", EarnRuleReader.BudgetNames },
        { "/$defs/step", EarnRuleReader.StepNames },
        { "/$defs/campaign", CampaignReader.Names },
        { "/$defs/segment", SegmentReader.Names },
        { "/$defs/segment/properties/when", SegmentReader.WhenNames },
        { "/$defs/range", SegmentReader.RangeNames },
        { "/$defs/campaign/properties/holdOut", CampaignReader.HoldOutNames },
        { "/properties/limit", CampaignReader.CapNames },
        { "/$defs/when/properties/basket", ConditionsReader.BasketNames },
        { "/properties/contact", JourneyReader.ContactNames },
        { "/$defs/uses", JourneyReader.ContactLimitNames },
        { "/$defs/journey", JourneyReader.Names },
        { "/$defs/journey/properties/then", JourneyReader.ActionNames },
        { "/$defs/journey/properties/then/properties/message", JourneyReader.MessageNames },
        { "/$defs/grant", JourneyReader.GrantNames },
        { "/$defs/goal", GoalReader.Names },
        { "/properties/leaderboard", GoalReader.LeaderBoardNames },
        { "/properties/safety", SafetyReader.Names },
        { "/$defs/velocity", SafetyReader.VelocityNames },
        { "/properties/safety/properties/till", SafetyReader.TillNames },
        { "/properties/safety/properties/staff", SafetyReader.StaffNames },
        { "/properties/safety/properties/rings", SafetyReader.RingNames },
        { "/$defs/staffIdentities", SafetyReader.IdentityNames },
        { "/$defs/when", ConditionsReader.Names },
        { "/$defs/when/properties/birthday", ConditionsReader.BirthdayNames },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void The_schema_and_the_reader_know_the_same_names(string pointer, string[] names)
    {
        var schema = At(pointer);

        Assert.Equal(names.Order(StringComparer.Ordinal), schema.GetProperty("properties").EnumerateObject().Select(name => name.Name).Order(StringComparer.Ordinal));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void The_schema_and_the_reader_know_the_same_words()
    {
        Assert.Equal(EarnRuleReader.Periods.Select(word => word.Item1), Words("/$defs/limit/properties/per/enum"));
        Assert.Equal(EarnRuleReader.Periods.Select(word => word.Item1), Words("/properties/limit/properties/per/enum"));
        Assert.Equal(EarnRuleReader.Measures.Select(word => word.Item1), Words("/$defs/rule/properties/points/properties/by/enum"));
        Assert.Equal(TierReader.Measures.Select(word => word.Item1), Words("/properties/tiers/properties/by/enum"));
        Assert.Equal(ConditionsReader.Days.Select(word => word.Item1), Words("/$defs/when/properties/days/items/enum"));
        Assert.Equal(PolicyReader.Roundings.Select(word => word.Item1), Words("/properties/expiry/properties/roundUpTo/enum"));
        Assert.Equal(EarnRuleReader.Periods.Select(word => word.Item1), Words("/$defs/uses/properties/per/enum"));
        Assert.Equal(EarnRuleReader.Periods.Select(word => word.Item1), Words("/$defs/goal/properties/per/enum"));
        Assert.Equal(BenefitReader.Periods.Select(word => word.Item1), Words("/$defs/benefit/properties/allowance/properties/per/enum"));
        Assert.Equal(EarnRuleReader.Periods.Select(word => word.Item1), Words("/properties/leaderboard/properties/per/enum"));
        Assert.Equal(SafetyReader.Scopes.Select(word => word.Item1), Words("/$defs/velocity/properties/by/enum"));
        Assert.Equal(SafetyReader.Periods.Select(word => word.Item1), Words("/$defs/velocity/properties/per/enum"));
        Assert.Equal(SafetyReader.Occasions.Select(word => word.Item1), Words("/$defs/velocity/properties/on/enum"));
        Assert.Equal(GoalReader.Kinds.Select(word => word.Item1), Words("/$defs/goal/properties/kind/enum"));
        Assert.Equal(GoalReader.Measures.Select(word => word.Item1), Words("/$defs/goal/properties/of/enum"));
        Assert.Equal(ContactPolicy.Channels, Words("/$defs/channels/items/enum"));
        Assert.All(Occasions.All.Concat(JourneyTriggers.All), on => Assert.Matches(At("/$defs/journey/properties/on/pattern").GetString()!, on));
        Assert.All(Occasions.All, on => Assert.Matches(At("/$defs/rule/properties/on/pattern").GetString()!, on));
    }

    [Fact]
    public void Every_pattern_and_reference_of_the_schema_is_sound() => Walk(Schema, (name, value) =>
    {
        if (name == "pattern" && value.ValueKind == JsonValueKind.String)
            Assert.NotNull(new Regex(value.GetString()!));
        if (name == "$ref")
            Assert.Equal(JsonValueKind.Object, At(value.GetString()![1..]).ValueKind);
    });

    [Fact]
    public void The_sample_fits_the_schema() =>
        Assert.Empty(new SchemaCheck(Schema).Faults(JsonDocument.Parse(Given.SampleText()).RootElement, Schema, ""));

    [Theory]
    [InlineData("""{"id": "a b", "version": "1", "currency": "EUR", "timeZone": "x", "earn": []}""", "/id")]
    [InlineData("""{"id": "a", "version": "1", "currency": "EUR", "timeZone": "x", "earn": [], "colour": 1}""", "/colour")]
    [InlineData("""{"id": "a", "version": "1", "currency": "EUR", "timeZone": "x"}""", "/earn")]
    [InlineData("""{"id": "a", "version": "1", "currency": "EUR", "timeZone": "x", "earn": [{"id": "a", "on": "x", "points": {"fixed": 1}}]}""", "/earn/0/on")]
    [InlineData("""{"id": "a", "version": "1", "currency": "EUR", "timeZone": "x", "earn": [{"id": "a", "on": "survey", "points": {"fixed": 0}}]}""", "/earn/0/points/fixed")]
    [InlineData("""{"id": "a", "version": "1", "currency": "EUR", "timeZone": "x", "earn": [], "expiry": {"after": "12M"}}""", "/expiry/after")]
    public void What_the_schema_refuses_the_reader_refuses_too(string json, string pointer)
    {
        Assert.Contains(pointer, new SchemaCheck(Schema).Faults(JsonDocument.Parse(json).RootElement, Schema, ""));
        Assert.Contains(ProgrammeReader.Read(System.Text.Encoding.UTF8.GetBytes(json)).Faults, fault => fault.Pointer == pointer);
    }

    private static IEnumerable<string?> Words(string pointer) => At(pointer).EnumerateArray().Select(word => word.GetString());

    private static JsonElement At(string pointer) =>
        pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(Schema, (element, name) => element.GetProperty(name));

    private static void Walk(JsonElement element, Action<string, JsonElement> visit)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Walk(item, visit);
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            visit(property.Name, property.Value);
            Walk(property.Value, visit);
        }
    }
}

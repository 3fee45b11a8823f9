using System.Text;
using Loyalty.Programmes;

namespace Loyalty.Tests.Journeys;

public class JourneyReaderTests
{
    [Theory]
    [InlineData("""[{"id": "a", "on": "purchase"}]""", "/journeys/0/then")]
    [InlineData("""[{"id": "a", "on": "purchase", "then": {}}]""", "/journeys/0/then")]
    [InlineData("""[{"id": "a", "on": "sale", "then": {"points": 1}}]""", "/journeys/0/on")]
    [InlineData("""[{"id": "a", "on": "absence", "then": {"points": 1}}]""", "/journeys/0/after")]
    [InlineData("""[{"id": "a", "on": "absence", "after": "PT5M", "then": {"points": 1}}]""", "/journeys/0/after")]
    [InlineData("""[{"id": "a", "on": "purchase", "after": "P5D", "then": {"points": 1}}]""", "/journeys/0/after")]
    [InlineData("""[{"id": "a", "on": "season", "from": "2026-12-01", "then": {"points": 1}}]""", "/journeys/0/until")]
    [InlineData("""[{"id": "a", "on": "season", "from": "2026-12-01", "until": "2026-11-01", "then": {"points": 1}}]""", "/journeys/0/until")]
    [InlineData("""[{"id": "a", "on": "survey", "when": {"minTotal": "1"}, "then": {"points": 1}}]""", "/journeys/0/when/minTotal")]
    [InlineData("""[{"id": "a", "on": "survey", "then": {"points": 0}}]""", "/journeys/0/then/points")]
    [InlineData("""[{"id": "a", "on": "survey", "then": {"offers": [{"id": "base", "for": "P1D"}]}}]""", "/journeys/0/then/offers/0/id")]
    [InlineData("""[{"id": "a", "on": "survey", "then": {"rewards": [{"id": "cake", "for": "P1D"}]}}]""", "/journeys/0/then/rewards/0/id")]
    [InlineData("""[{"id": "a", "on": "survey", "then": {"benefits": [{"id": "b"}]}}]""", "/journeys/0/then/benefits/0/for")]
    [InlineData("""[{"id": "a", "on": "survey", "then": {"message": {"template": "t", "channels": ["fax"]}}}]""", "/journeys/0/then/message/channels/0")]
    [InlineData("""[{"id": "a", "on": "survey", "then": {"message": {"template": "t", "channels": []}}}]""", "/journeys/0/then/message/channels")]
    [InlineData("""[{"id": "a", "on": "survey", "then": {"points": 1}, "limit": {"points": 5, "per": "day"}}]""", "/journeys/0/limit/count")]
    [InlineData("""[{"id": "a", "on": "survey", "then": {"points": 1}}, {"id": "a", "on": "survey", "then": {"points": 1}}]""", "/journeys/1/id")]
    [InlineData("""[{"id": "a", "on": "goal:nothing", "then": {"points": 1}}]""", "/journeys/0/on")]
    [InlineData("""[], "safety": {"redemptions": {"count": 0, "per": "day"}}""", "/safety/redemptions/count")]
    [InlineData("""[], "safety": {"coolDown": "PT1H"}""", "/safety/coolDown")]
    [InlineData("""[], "goals": [{"id": "a", "kind": "trophy", "on": "checkin", "count": 1}]""", "/goals/0/kind")]
    [InlineData("""[], "goals": [{"id": "a", "kind": "badge", "on": "checkin", "count": 0}]""", "/goals/0/count")]
    [InlineData("""[], "goals": [{"id": "a", "kind": "badge", "on": "checkin", "count": 1, "per": "week"}]""", "/goals/0/per")]
    [InlineData("""[], "goals": [{"id": "a", "kind": "streak", "on": "checkin", "count": 1, "per": "ever"}]""", "/goals/0/per")]
    [InlineData("""[], "goals": [{"id": "a", "kind": "challenge", "on": "checkin", "count": 1}]""", "/goals/0/per")]
    [InlineData("""[], "goals": [{"id": "a", "kind": "badge", "on": "checkin", "count": 1, "of": "items"}]""", "/goals/0/of")]
    [InlineData("""[], "goals": [{"id": "a", "kind": "badge", "on": "absence", "count": 1}]""", "/goals/0/on")]
    [Trait("Fault", "116")]
    public void Everything_wrong_with_a_journey_or_goal_is_named_by_its_pointer(string journeys, string pointer)
    {
        var json = $$"""
            {"id": "p", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin",
             "earn": [{"id": "base", "on": "purchase", "points": {"fixed": 1} }], "journeys": {{journeys}} }
            """;

        var (programme, faults) = ProgrammeReader.Read(Encoding.UTF8.GetBytes(json));

        Assert.Null(programme);
        Assert.Contains(faults, fault => fault.Pointer == pointer);
    }
}

using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Runs of journeys and birthdays that an operator asks for.</summary>
public sealed class AskedRunTests
{
    private readonly Stage _stage = new(Programmes.Journeys);

    private IEnumerable<string?> Journeys => new Books(_stage.World).Members.Single().Entries.Select(entry => entry.Personal?.Journey);

    [Theory]
    [InlineData("birthdays", 10, "cake")]
    [InlineData("journeys", 70, "may")]
    public void A_run_that_is_asked_for_does_what_its_timer_would_and_once(string kind, int days, string journey)
    {
        JourneyCases.Enrol(_stage);
        _stage.Pass(TimeSpan.FromDays(days));

        foreach (var key in (string[])["first", "again"])
        {
            var asked = _stage.Process.StartRun(key, $$"""{"kind":"{{kind}}"}""");
            _stage.WorkQueues();
            Assert.Equal(202, asked!.Status);
            Assert.Equal(kind, _stage.LastRun(kind).GetProperty("kind").GetString());
        }

        Assert.Single(Journeys, one => one == journey);
    }
}

using System.Globalization;
using Xunit.Abstractions;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// Seeds and steps may be set from outside: SIMULATION_SEED and SIMULATION_STEPS. The same seed takes the same course.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_122;
    private const int Steps = 20_000;

    [Fact]
    [Trait("Fault", "2")]
    [Trait("Fault", "16")]
    [Trait("Fault", "21")]
    [Trait("Fault", "25")]
    [Trait("Fault", "27")]
    [Trait("Fault", "28")]
    [Trait("Fault", "42")]
    [Trait("Fault", "46")]
    [Trait("Fault", "90")]
    [Trait("Fault", "91")]
    [Trait("Fault", "113")]
    [Trait("Fault", "115")]
    public void No_course_of_events_breaks_an_invariant_and_all_work_ends_once_faults_heal()
    {
        var seed = Setting("SIMULATION_SEED") ?? Seed;
        var steps = Setting("SIMULATION_STEPS") ?? Steps;
        using var simulation = new Simulation(seed);
        var step = 0;
        try
        {
            for (; step < steps; step++)
            {
                simulation.Step();
            }

            var undone = simulation.Heal();
            output.WriteLine($"Seed {seed}: {steps} steps, {simulation.Audit.Entries} entries, {simulation.Restarts} processes died, sales {simulation.Audit.Sales}.");
            Assert.True(steps < Steps || simulation.Audit.Sales is { Held: > 0, Lifted: > 0 }, "No sale had to wait and was let go on.");
            Assert.True(undone.Count == 0, string.Join(Environment.NewLine, undone.Take(20)));
        }
        catch (Exception e)
        {
            var course = string.Join(Environment.NewLine, simulation.Recent);
            Assert.Fail($"SIMULATION_SEED={seed} SIMULATION_STEPS={step + 1}{Environment.NewLine}{e}{Environment.NewLine}{course}");
        }
    }

    [Fact]
    public void A_seed_takes_the_same_course_each_time()
    {
        Assert.Equal(Course(7), Course(7));
        Assert.NotEqual(Course(7), Course(8));
    }

    private static string[] Course(int seed)
    {
        using var simulation = new Simulation(seed);
        var entries = Enumerable.Range(0, 300).Select(_ => simulation.Step()).Sum();
        return [.. simulation.Recent, $"{entries} entries, {simulation.Restarts} processes died"];
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}

using Testing.InProcess;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>
/// Two processes at once: at each request of the first in turn it is held up, and the second does its own work from beginning to end. The
/// first then goes on with what it had read.
/// </summary>
internal static class Race
{
    public const string Ada = "600001";
    public const string Bob = "600002";
    public const string Eve = "600003";

    public static void AtEachRequest(
        Action<Stage> given,
        Func<Stage, HubProcess, int> first,
        Func<Stage, HubProcess, int> second,
        Action<IReadOnlyList<int>> check,
        Action<Stage>? after = null,
        string programme = "program.json",
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        for (var at = 1; ; at++)
        {
            var (stage, answers) = (new Stage(programme, settings), new List<int>());
            given(stage);
            var (here, there) = (stage.Process, stage.World.NewProcess());
            var heldUpAt = (WireRequest?)null;
            stage.Harm(request =>
            {
                if (request.Number == at && heldUpAt is null)
                {
                    heldUpAt = request;
                    answers.Add(second(stage, there));
                }

                return null;
            });
            answers.Add(first(stage, here));
            stage.Harm(null);
            if (heldUpAt is null)
            {
                Assert.True(at > 3, "The first process asked nothing of anyone.");
                break;
            }

            try
            {
                check(answers);
                stage.WorkQueues();
                Assert.Empty(stage.Faults(settled: false));
                stage.Settle();
                Assert.Empty(stage.Faults(settled: true));
                after?.Invoke(stage);
            }
            catch (Exception e)
            {
                Assert.Fail($"Held up at {heldUpAt}: {e}");
            }

            stage.End();
            there.Discard();
        }
    }

    public static IEnumerable<Loyalty.Entries.LedgerEntry> Entries(Stage stage) => new Books(stage.World).Members.SelectMany(member => member.Entries);

    /// <summary>270 points: 100 for joining, 170 for the sale.</summary>
    public static void Rich(Stage stage)
    {
        stage.Enrol(Ada);
        Buy(stage, stage.Process, Ada, "r1");
    }

    public static void Both(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Enrol(Bob);
    }

    public static int Buy(Stage stage, HubProcess process, string card, string receipt) =>
        process.Post($"members/{stage.Members[card]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"))!.Status;

    public static void Three(Stage stage)
    {
        Both(stage);
        stage.Enrol(Eve);
    }

    public static int RunWhatIsDue(Stage stage, HubProcess process)
    {
        Assert.True(process.StartRuns());
        while (stage.World.Shards.Count > 0)
        {
            Assert.True(process.WorkShard());
        }

        return 0;
    }
}

using LoyaltyFunctions.Tests.Proof.Cases;
using Testing.InProcess;
using Testing.Tables.Faults;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// Every use case, struck at every one of its requests to a store or the topic, against the same story told without harm: the same
/// entries, the same answers, and nothing left undone. The points are found by running, so that a new request is a new point.
/// </summary>
public sealed class KillMatrixTests
{
    private const int MaxPoints = 2_000;

    public static TheoryData<string> Cases => [.. UseCases.All.Select(useCase => useCase.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "33")]
    [Trait("Fault", "34")]
    [Trait("Fault", "35")]
    [Trait("Fault", "37")]
    [Trait("Fault", "42")]
    [Trait("Fault", "43")]
    public void A_process_that_dies_before_a_request_loses_nothing(string useCase) => AtEachPoint(useCase, Fault.Stop);

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "7")]
    [Trait("Fault", "36")]
    [Trait("Fault", "38")]
    [Trait("Fault", "39")]
    public void A_process_that_dies_before_the_answer_to_a_request_doubles_nothing(string useCase) => AtEachPoint(useCase, Fault.Stop.AfterCommit());

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "48")]
    public void An_answer_that_is_lost_once_changes_nothing(string useCase) => AtEachPoint(useCase, Fault.Reset.AfterCommit());

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "36")]
    [Trait("Fault", "48")]
    public void Answers_that_are_lost_again_and_again_change_nothing(string useCase) =>
        AtEachPoint(useCase, Fault.OperationTimedOut.AfterCommit(), times: 4);

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "46")]
    public void A_store_that_is_busy_for_a_while_loses_nothing(string useCase) => AtEachPoint(useCase, Fault.ServerBusy, times: 9);

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "49")]
    public void Commits_that_lose_every_race_for_a_while_are_decided_again(string useCase) =>
        AtEachPoint(useCase, Fault.Answer(412, "UpdateConditionNotSatisfied", "The update condition was not satisfied."), times: 3, only: "Accounts: PUT account");

    private static void AtEachPoint(string name, Fault fault, int times = 1, string only = "")
    {
        var useCase = UseCases.Named(name);
        var (expected, points, faults) = Tell(useCase, _ => null);
        Assert.Empty(faults);
        Assert.InRange(points.Count, 1, MaxPoints);
        var failures = new List<string>();
        for (var point = 1; point <= points.Count; point++)
        {
            if (points[point - 1].Name.StartsWith(only, StringComparison.Ordinal))
            {
                failures.AddRange(Difference(useCase, fault, point, times, expected).Select(difference => $"{name}, struck at {points[point - 1]}: {difference}"));
            }
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures.Take(20)));
    }

    private static IEnumerable<string> Difference(UseCase useCase, Fault fault, int point, int times, IReadOnlyList<string> expected)
    {
        try
        {
            var (story, _, faults) = Tell(useCase, request => request.Number >= point && request.Number < point + times ? fault : null);
            return [.. faults, .. expected.Except(story).Select(line => $"missing: {line}"), .. story.Except(expected).Select(line => $"unexpected: {line}")];
        }
        catch (Exception e)
        {
            return [e.ToString()];
        }
    }

    private static (IReadOnlyList<string> Story, IReadOnlyList<WireRequest> Points, IReadOnlyList<string> Faults) Tell(UseCase useCase, Func<WireRequest, Fault?> harm)
    {
        var stage = new Stage(useCase.Programme, useCase.Settings);
        try
        {
            useCase.Given(stage);
            stage.Answers.Clear();
            var points = new List<WireRequest>();
            stage.Harm(request =>
            {
                lock (points)
                {
                    points.Add(request);
                }

                return harm(request);
            });
            useCase.When(stage);
            var atOnce = stage.Faults(settled: false);
            stage.Settle();
            var answers = stage.Answers.Select(answer => $"answer {answer.Status} {answer.Body}");
            return ([.. new Books(stage.World).Story(), .. answers], [.. points.OrderBy(point => point.Number)], [.. atOnce, .. stage.Faults(settled: true)]);
        }
        finally
        {
            stage.End();
        }
    }
}

using Testing.Tables.Faults;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>More has fallen due for a member than one transaction takes, and the store reads but does not write.</summary>
public sealed class OverdueTests
{
    private const string Ada = "600001";

    [Fact]
    [Trait("Fault", "49")]
    public void A_store_that_writes_no_catch_up_ends_the_attempts_with_a_clear_answer()
    {
        var stage = new Stage(Programmes.LongPending);
        stage.Enrol(Ada);
        for (var sale = 0; sale < 110; sale++)
        {
            stage.Post($"members/{stage.Members[Ada]}/purchases", $"buy {sale}", Json.Sale($"r{sale}", "12.00"));
        }

        stage.Pass(TimeSpan.FromDays(250));
        var refused = 0;
        stage.Harm(request =>
        {
            var isCommit = request.Name.StartsWith("Accounts: PUT account", StringComparison.Ordinal);
            refused += isCommit ? 1 : 0;
            return isCommit ? Fault.ServerBusy : null;
        });

        var answer = stage.Process.Post($"members/{stage.Members[Ada]}/purchases", "late", Json.Sale("late", "12.00"))!;

        Assert.Equal(503, answer.Status);
        Assert.InRange(refused, 12, 60);
        stage.End();
    }
}

using static LoyaltyFunctions.Tests.Proof.Cases.Givens;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Campaigns that end when their budget is spent.</summary>
internal static class BudgetCases
{
    public static IEnumerable<UseCase> All() => ((UseCase[])
    [
        new("purchase by the API within a budget", Enrolled, stage => Buy(stage, Ada, "r1")),
        new("purchase by webhook within a budget", Enrolled, stage => Sell(stage, "w1", "r1", Ada)),
        new("purchase that a budget ends with", Spent, stage => Sell(stage, "w3", "r3", Ada)),
        new("purchase after a budget has ended", stage =>
        {
            Spent(stage);
            Buy(stage, Ada, "r3");
        }, stage => Buy(stage, Ada, "r4")),
        new("refund that gives back to a budget, and a purchase that takes it", stage =>
        {
            Spent(stage);
            Buy(stage, Ada, "r3");
        }, stage =>
        {
            Deliver(stage, "f1", "purchase.refunded", Json.Refund("r1", "f1", "30.00"));
            Buy(stage, Ada, "r4");
        }),
        new("enrolment within a budget by the API", Nothing, stage => stage.Enrol(Ada)),
        new("enrolment within a budget by webhook", Nothing, stage => Deliver(stage, "e1", "member.enrolled", Json.Enrol(Ada))),
        new("visit within a budget", Enrolled, stage => Deliver(stage, "v1", "checkin", Json.CheckIn(Ada))),
        new("first purchase of a friend within budgets", Brought, stage => Buy(stage, Bob, "r1")),
        new("sweep of points that were taken for nothing", stage =>
        {
            stage.Enrol(Ada);
            stage.Harm(request => request.Name.StartsWith("Accounts: PUT account", StringComparison.Ordinal) ? Testing.Tables.Faults.Fault.Stop : null);
            Assert.Null(stage.Process.Post($"members/{stage.Members[Ada]}/purchases", "buy lost", Json.Sale("lost", "120.00")));
            stage.Restart();
            stage.Pass(TimeSpan.FromMinutes(7));
        }, stage =>
        {
            Sweep(stage);
            Buy(stage, Ada, "r1");
            Buy(stage, Ada, "r2");
        }),
    ]).Select(useCase => useCase with { Programme = Programmes.Budgeted });

    /// <summary>Two grants of a budget that has room for two and a part.</summary>
    private static void Spent(Stage stage)
    {
        stage.Enrol(Ada);
        Buy(stage, Ada, "r1");
        Buy(stage, Ada, "r2");
    }
}

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Every use case of the hub, as short as it can be told.</summary>
internal static class UseCases
{
    public static readonly IReadOnlyList<UseCase> All =
    [
        .. MemberCases.All(), .. SaleCases.All(), .. RedemptionCases.All(), .. MovingCases.All(), .. BudgetCases.All(), .. BackgroundCases.All(), .. OutgoingCases.All(),
        .. ErpCases.All, .. JourneyCases.All, .. CodeCases.All, .. HoldCases.All, .. BenefitCases.All, .. BoardCases.All, .. CardCases.All, .. ActivationCases.All,
    ];

    public static UseCase Named(string name) => All.Single(useCase => useCase.Name == name);
}

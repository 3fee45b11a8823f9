using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LoyaltyFunctions.Handlers.Background;

namespace LoyaltyFunctions.Api;

/// <summary>JSON of the API: camelCase, no nulls, instants as ISO 8601 with offset.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcceptedView))]
[JsonSerializable(typeof(BenefitPage))]
[JsonSerializable(typeof(BenefitUseView))]
[JsonSerializable(typeof(CampaignView))]
[JsonSerializable(typeof(ClaimView))]
[JsonSerializable(typeof(CodeClaims))]
[JsonSerializable(typeof(CodeKeysView))]
[JsonSerializable(typeof(CodeReusedData))]
[JsonSerializable(typeof(CodeView))]
[JsonSerializable(typeof(BudgetPage))]
[JsonSerializable(typeof(CommittedView))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(DifferenceView))]
[JsonSerializable(typeof(EntryPage))]
[JsonSerializable(typeof(EntryView))]
[JsonSerializable(typeof(ExpectedView))]
[JsonSerializable(typeof(ExpiringView))]
[JsonSerializable(typeof(ExportView))]
[JsonSerializable(typeof(GoalReachedData))]
[JsonSerializable(typeof(GrantData))]
[JsonSerializable(typeof(HabitsView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(HoldPage))]
[JsonSerializable(typeof(MessageData))]
[JsonSerializable(typeof(MemberView))]
[JsonSerializable(typeof(BalanceView))]
[JsonSerializable(typeof(OfferPage))]
[JsonSerializable(typeof(ProgressPage))]
[JsonSerializable(typeof(ProofMessage))]
[JsonSerializable(typeof(QuoteView))]
[JsonSerializable(typeof(RedemptionView))]
[JsonSerializable(typeof(ReplayView))]
[JsonSerializable(typeof(RuleCutView))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(RunReportView))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(AttemptPage))]
[JsonSerializable(typeof(DeliveryPage))]
[JsonSerializable(typeof(FiguresView))]
[JsonSerializable(typeof(PartnerPage))]
[JsonSerializable(typeof(SchedulePage))]
[JsonSerializable(typeof(ValidationView))]
[JsonSerializable(typeof(ShardMessage))]
[JsonSerializable(typeof(SimulationDifferenceView))]
[JsonSerializable(typeof(SimulationMessage))]
[JsonSerializable(typeof(SimulationReportView))]
[JsonSerializable(typeof(SimulationSideView))]
[JsonSerializable(typeof(SimulationView))]
[JsonSerializable(typeof(StatementView))]
[JsonSerializable(typeof(SumsView))]
[JsonSerializable(typeof(TierChangedData))]
[JsonSerializable(typeof(TierCountView))]
[JsonSerializable(typeof(RewardPage))]
[JsonSerializable(typeof(RewardView))]
[JsonSerializable(typeof(TransferView))]
[JsonSerializable(typeof(UsualView))]
[JsonSerializable(typeof(VerificationView))]
public sealed partial class ApiJson : JsonSerializerContext
{
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}

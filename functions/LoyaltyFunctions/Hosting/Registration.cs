using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Files;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Handlers.Insights;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Handlers.MissingPoints;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Sources;
using LoyaltyFunctions.Outbound.Targets;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Hosting;

/// <summary>Everything that the functions are made of.</summary>
public static class Registration
{
    public static IServiceCollection AddLoyalty(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        return services
            .AddSettings(configuration)
            .AddStorage()
            .AddEvents()
            .AddOutbound()
            .AddHandlers()
            .AddOverview(configuration)
            .AddHttpEdge()
            .AddTelemetry(configuration)
            .AddHostedService<Preparation>()
            .AddHostedService<ProgrammeWatch>();
    }

    private static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddSingleton<StorageConnections>()
        .AddSingleton(provider => provider.GetRequiredService<StorageConnections>().Tables())
        .AddSingleton(provider => provider.GetRequiredService<StorageConnections>().Blobs())
        .AddSingleton<AccountCache>()
        .AddSingleton<Due>()
        .AddSingleton<DueNotes>()
        .AddSingleton<DeadLetters>()
        .AddSingleton<Runs>()
        .AddSingleton<Rebuilds>()
        .AddSingleton<Backoff>()
        .AddSingleton<AskedRuns>()
        .AddSingleton<Figures>()
        .AddSingleton<BasketFigures>()
        .AddSingleton<LogTail>()
        .AddSingleton<Simulations>()
        .AddSingleton<SimulationParts>()
        .AddSingleton<CampaignReports>()
        .AddSingleton<Ledger>()
        .AddSingleton<Stock>()
        .AddSingleton<Budgets>()
        .AddSingleton<Deliveries>()
        .AddSingleton<WaitingSales>()
        .AddSingleton<Outbox>()
        .AddSingleton<Notices>()
        .AddSingleton<TargetLeases>()
        .AddSingleton<AttemptLog>()
        .AddSingleton<Contacts>()
        .AddSingleton<Archive>()
        .AddSingleton<DeliveryArchive>()
        .AddSingleton<ProgrammeBook>()
        .AddSingleton<Fences>()
        .AddSingleton<Items>()
        .AddSingleton<Unclaimed>()
        .AddSingleton<Campaigns>()
        .AddSingleton<Boards>()
        .AddSingleton<Holds>()
        .AddSingleton<Tills>()
        .AddSingleton<SharedTraces>()
        .AddSingleton<DroppedFiles>()
        .AddSingleton<FileInbox>()
        .AddSingleton<ArchiveStore>()
        .AddSingleton<ArchiveCompactor>()
        .AddSingleton<PartnerStatements>()
        .AddSingleton<ArchiveVerifier>()
        .AddSingleton<ArchiveReplay>()
        .AddSingleton<ReplayComparison>()
        .AddSingleton<LedgerReconciler>();

    private static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton(provider => new LoyaltyEvents(provider.GetRequiredService<ProgrammeBook>().Current.Id))
        .AddSingleton(provider => EventTopic.At(
            provider.GetRequiredService<IOptions<EventGridOptions>>().Value,
            () => provider.GetRequiredService<StorageConnections>().Identity))
        .AddSingleton<Publisher>();

    private static IServiceCollection AddOutbound(this IServiceCollection services) => services
        .AddOutboundHttp()
        .AddSingleton<AccessTokens>()
        .AddSingleton<MemberCards>()
        .AddSingleton<VendorParts>()
        .AddSingleton<TargetFactory>()
        .AddSingleton<TargetBook>()
        .AddSingleton<NoticeWork>()
        .AddSingleton<NoticeRounds>()
        .AddSingleton<Courier>()
        .AddSingleton<NoticePost>()
        .AddSingleton<NoticeReplay>()
        .AddSingleton<Subscriptions>();

    private static IServiceCollection AddHandlers(this IServiceCollection services) => services
        .AddSingleton<PartnerBook>()
        .AddSingleton<ReceiptClaims>()
        .AddSingleton<IdentityClaims>()
        .AddSingleton<MemberFactsReader>()
        .AddSingleton<MemberReader>()
        .AddSingleton<StandingReader>()
        .AddSingleton<BasketBook>()
        .AddSingleton<LeaderBoardReader>()
        .AddSingleton<IFollowUp, BoardFollowUp>()
        .AddSingleton<OfferReader>()
        .AddSingleton<ExportHandler>()
        .AddSingleton<Publications>()
        .AddSingleton<BudgetedCommits>()
        .AddSingleton<IFollowUp, BudgetFollowUp>()
        .AddSingleton<EarnHandler>()
        .AddSingleton<EnrolHandler>()
        .AddSingleton<ProfileHandler>()
        .AddSingleton<ProfileRequest>()
        .AddSingleton<ConfirmationRequest>()
        .AddSingleton<HoldHandler>()
        .AddSingleton<HeldSales>()
        .AddSingleton<HoldLister>()
        .AddSingleton<IFollowUp, HoldFollowUp>()
        .AddSingleton<TraceWatch>()
        .AddSingleton<SaleWatch>()
        .AddSingleton<EraseHandler>()
        .AddSingleton<EraseFollowUp>()
        .AddSingleton<RecordRemoval>()
        .AddSingleton<VisitHandler>()
        .AddSingleton<FenceHandler>()
        .AddSingleton<ItemBook>()
        .AddSingleton<SpeedCheck>()
        .AddSingleton<FetchHandler>()
        .AddSingleton<EngagementHandler>()
        .AddSingleton<JoinHandler>()
        .AddSingleton<EvidenceHandler>()
        .AddSingleton<CardPaymentHandler>()
        .AddSingleton<ClaimedSales>()
        .AddSingleton<ClaimHandler>()
        .AddSingleton<ClaimRequest>()
        .AddSingleton<FileWindow>()
        .AddSingleton<FileHandler>()
        .AddSingleton<WaitingHandler>()
        .AddSingleton<SaleEvents>()
        .AddSingleton<RefundEvents>()
        .AddSingleton<PaymentEvents>()
        .AddSingleton<EnrolmentEvents>()
        .AddSingleton<ProfileEvents>()
        .AddSingleton<ErasureEvents>()
        .AddSingleton<InboundEvents>()
        .AddSingleton<DeliveryReader>()
        .AddSingleton<DeliveryHandler>()
        .AddSingleton<UnreadableMessages>()
        .AddSingleton<BatchHandler>()
        .AddSingleton<WebhookDoor>()
        .AddSingleton<IntakeHandler>()
        .AddSingleton<SweepHandler>()
        .AddSingleton<ReplayHandler>()
        .AddSingleton<RetryHandler>()
        .AddSingleton<KeyedCommands>()
        .AddSingleton<RedemptionHandler>()
        .AddSingleton<RedemptionSecondPhase>()
        .AddSingleton<BenefitHandler>()
        .AddSingleton<ActivationHandler>()
        .AddSingleton<CodeSigner>()
        .AddSingleton<CodeRequest>()
        .AddSingleton<CodeMisuse>()
        .AddSingleton<CodeSettlement>()
        .AddSingleton<AdjustHandler>()
        .AddSingleton<QuoteHandler>()
        .AddSingleton<ProgrammeHandler>()
        .AddSingleton<ReversalHandler>()
        .AddSingleton<ReversalRequest>()
        .AddSingleton<WaitingRequests>()
        .AddSingleton<RunHandler>()
        .AddSingleton<RunCompletion>()
        .AddSingleton<ExpiringHandler>()
        .AddSingleton<ShardHandler>()
        .AddSingleton<ShardWork>()
        .AddSingleton<MemberWork>()
        .AddSingleton<DuePlans>()
        .AddSingleton<BirthdayHandler>()
        .AddSingleton<ExpiryReminder>()
        .AddSingleton<ProofRuns>()
        .AddSingleton<ProofHandler>()
        .AddSingleton<CompactionHandler>()
        .AddSingleton<RebuildHandler>()
        .AddSingleton<RunRequest>()
        .AddSingleton<SimulationRequest>()
        .AddSingleton<SimulationStores>()
        .AddSingleton<SentBefore>()
        .AddSingleton<VisitGatherer>()
        .AddSingleton<RangeReplay>()
        .AddSingleton<SimulationHandler>()
        .AddSingleton<NoteWalk>()
        .AddSingleton<NoteHandler>()
        .AddSingleton<CampaignStores>()
        .AddSingleton<CampaignReportRequest>()
        .AddSingleton<CampaignReportHandler>()
        .AddSingleton<Successors>()
        .AddSingleton<Arrivals>()
        .AddSingleton<TransferFollowUp>()
        .AddSingleton<IFollowUp>(provider => provider.GetRequiredService<TransferFollowUp>())
        .AddSingleton<MergingRows>()
        .AddSingleton<MergeIntents>()
        .AddSingleton<MergeFollowUp>()
        .AddSingleton<IFollowUp>(provider => provider.GetRequiredService<MergeFollowUp>())
        .AddSingleton<MergeAnswers>()
        .AddSingleton<MergeHandler>()
        .AddSingleton<MergeRequest>()
        .AddSingleton<Referrers>()
        .AddSingleton<ReferralCircles>()
        .AddSingleton<IFollowUp, RingFollowUp>()
        .AddSingleton<IFollowUp, ReferralFollowUp>()
        .AddSingleton<StockHandler>()
        .AddSingleton<IFollowUp>(provider => provider.GetRequiredService<StockHandler>())
        .AddSingleton<CommitLeftovers>()
        .AddSingleton<RewardReader>()
        .AddSingleton<TransferHandler>()
        .AddSingleton<TransferRequest>()
        .AddSingleton<EnrolRequest>()
        .AddSingleton<PurchaseRequest>();

    private static IServiceCollection AddOverview(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<FigureReader>()
        .AddSingleton<IFollowUp, FigureFollowUp>()
        .AddHostedService<FigureWriter>()
        .AddSingleton<DeliveryLister>()
        .AddSingleton<DeliveryAttempts>()
        .AddSingleton<SecretAges>()
        .AddSingleton<PartnerOverview>()
        .AddSingleton(provider => new Schedules(configuration, provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddHttpEdge(this IServiceCollection services) => services
        .AddSingleton<RateLimits>()
        .AddSingleton<Callers>()
        .AddSingleton<Idempotency>()
        .AddSingleton<Health>();
}

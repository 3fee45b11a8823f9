using System.Text;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Outbound;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// Calls the functions as the host does: outputs go to the queues when the function has returned, messages are completed after that. Null
/// where the process died before it could answer.
/// </summary>
internal static class Client
{
    private static readonly TimerInfo Timer = new();

    public static HttpAnswer? Post(this HubProcess process, string path, string key, string body) =>
        process.Answer(() => RouteAsync(process, Request("POST", path, body, ("Idempotency-Key", key)), path));

    /// <summary>Changes the profile; without a body, erases the member.</summary>
    public static HttpAnswer? Change(this HubProcess process, string memberId, string key, string? body) => process.Answer(async () =>
    {
        var request = Request(body is null ? "DELETE" : "PATCH", $"members/{memberId}", body ?? "", ("Idempotency-Key", key));
        if (body is null)
        {
            return (await process.Trigger<EraseMemberHttp>().RunAsync(request, memberId, default), null);
        }

        var changed = await process.Trigger<UpdateMemberHttp>().RunAsync(request, memberId, default);
        return (changed.Result, changed.Deliveries);
    });

    public static HttpAnswer? Publish(this HubProcess process, string key, string programme) => process.Answer(async () =>
        (await process.Trigger<PublishProgramHttp>().RunAsync(Request("PUT", "program", programme, ("Idempotency-Key", key)), default), null));

    /// <summary>Learns what other processes have published, as a process does every minute.</summary>
    public static bool ReloadProgramme(this HubProcess process) => process.Send(process.World.Inbound, async () =>
    {
        await process.Get<ProgrammeBook>().ReloadAsync(default);
        return [];
    });

    public static HttpAnswer? Webhook(this HubProcess process, string id, string body, string partner = "acme", string kind = "pos")
    {
        var now = process.World.Clock.GetUtcNow();
        var request = Request(
            "POST",
            $"webhooks/{kind}/{partner}",
            body,
            (StandardWebhooksSignature.IdHeader, id),
            (StandardWebhooksSignature.TimestampHeader, $"{now.ToUnixTimeSeconds()}"),
            (StandardWebhooksSignature.SignatureHeader, StandardWebhooksSignature.Sign(World.Secret, id, now, Encoding.UTF8.GetBytes(body))));
        return process.Answer(async () =>
        {
            var accepted = await process.Trigger<ReceiveWebhookHttp>().RunAsync(request, kind, partner, default);
            return (accepted.Result, accepted.Deliveries);
        });
    }

    public static HttpAnswer? Shop(this HubProcess process, string id, string topic, string body)
    {
        var request = Request(
            "POST",
            "webhooks/pos/shop",
            body,
            ("x-shopify-topic", topic),
            ("x-shopify-event-id", id),
            ("x-shopify-hmac-sha256", ShopifySignature.Sign("secret", Encoding.UTF8.GetBytes(body))));
        return process.Answer(async () =>
        {
            var accepted = await process.Trigger<ReceiveWebhookHttp>().RunAsync(request, "pos", "shop", default);
            return (accepted.Result, accepted.Deliveries);
        });
    }

    /// <summary>Works on the messages that come first; false when they have to come again.</summary>
    public static bool Receive(this HubProcess process, int most = 1) =>
        process.Take(process.World.Inbound, most, messages => process.Trigger<ProcessInboundQueue>().RunAsync(messages, default));

    public static bool WorkShard(this HubProcess process) => process.Take(
        process.World.Shards, 1, messages => process.Trigger<RunShardQueue>().RunAsync(messages[0], default), process.World.Shards);

    /// <summary>Event Grid tells of a file that was dropped.</summary>
    public static bool TakeFile(this HubProcess process, string dropped) =>
        process.Send(process.World.Files, () => Task.FromResult(process.Trigger<TakeErpFileEventGrid>().Run(dropped)));

    public static bool WorkFile(this HubProcess process) => process.Take(process.World.Files, 1, async messages =>
    {
        var worked = await process.Trigger<ProcessFileQueue>().RunAsync(messages[0], default);
        if (!process.IsDead)
        {
            process.World.Files.Send(worked.Next is { } next ? [next] : []);
        }

        return worked.Released ?? [];
    });

    public static bool Sweep(this HubProcess process) =>
        process.Send(process.World.Inbound, () => process.Trigger<SweepOutboxTimer>().RunAsync(Timer, default));

    public static bool RetryParked(this HubProcess process) =>
        process.Send(process.World.Inbound, () => process.Trigger<RetryParkedTimer>().RunAsync(Timer, default));

    /// <summary>Waits until nobody is being told anything by this process.</summary>
    public static bool Rest(this HubProcess process) => process.Run(async () =>
    {
        await process.Get<Courier>().RestAsync();
        return true;
    });

    public static bool TellExpiring(this HubProcess process) =>
        process.Send(process.World.Shards, () => process.Trigger<TellExpiringTimer>().RunAsync(Timer, default));

    public static bool DeliverOutbound(this HubProcess process) => process.Send(process.World.Inbound, async () =>
    {
        await process.Trigger<DeliverOutboundTimer>().RunAsync(Timer, default);
        return [];
    });

    /// <summary>Starts the runs over what falls due: expiry, release, lapse, tier review, journeys, birthdays.</summary>
    public static bool StartRuns(this HubProcess process) =>
        process.Send(process.World.Shards, () => process.Trigger<ExpirePointsTimer>().RunAsync(Timer, default))
        & process.Send(process.World.Shards, () => process.Trigger<ReleasePendingTimer>().RunAsync(Timer, default))
        & process.Send(process.World.Shards, () => process.Trigger<LapseReservationsTimer>().RunAsync(Timer, default))
        & process.Send(process.World.Shards, () => process.Trigger<RecalculateTiersTimer>().RunAsync(Timer, default))
        & process.Send(process.World.Shards, () => process.Trigger<RunJourneysTimer>().RunAsync(Timer, default));

    /// <summary>Compacts the days of the archive that are over.</summary>
    public static bool Compact(this HubProcess process) =>
        process.Send(process.World.Shards, () => process.Trigger<CompactArchiveTimer>().RunAsync(Timer, default));

    public static bool Reconcile(this HubProcess process) =>
        process.Send(process.World.Shards, () => process.Trigger<ReconcileLedgerTimer>().RunAsync(Timer, default));

    /// <summary>Asks for the ledger to be rebuilt; the run goes through the other queue.</summary>
    public static HttpAnswer? Rebuild(this HubProcess process, string key, string body) => process.Answer(
        async () =>
        {
            var started = await process.Trigger<RebuildLedgerHttp>().RunAsync(Request("POST", "archive/rebuild", body, ("Idempotency-Key", key)), default);
            return (started.Result, started.Shards);
        },
        process.World.Shards);

    /// <summary>Asks what a programme would have cost; the run goes through the other queue.</summary>
    public static HttpAnswer? Simulate(this HubProcess process, string key, string body) => process.Answer(
        async () =>
        {
            var started = await process.Trigger<SimulateProgramHttp>().RunAsync(Request("POST", "program/simulations", body, ("Idempotency-Key", key)), default);
            return (started.Result, started.Shards);
        },
        process.World.Shards);

    /// <summary>Asks what a campaign has come to; the report goes through the other queue.</summary>
    public static HttpAnswer? ReportCampaign(this HubProcess process, string campaign, string key, string body) => process.Answer(
        async () =>
        {
            var request = Request("POST", $"campaigns/{campaign}/reports", body, ("Idempotency-Key", key));
            var started = await process.Trigger<ReportCampaignHttp>().RunAsync(request, campaign, default);
            return (started.Result, started.Messages);
        },
        process.World.Shards);

    public static HttpAnswer? StartRun(this HubProcess process, string key, string body) => process.Answer(
        async () =>
        {
            var started = await process.Trigger<StartRunHttp>().RunAsync(Request("POST", "runs", body, ("Idempotency-Key", key)), default);
            return (started.Result, started.Shards);
        },
        process.World.Shards);

    public static HttpAnswer? Get(this HubProcess process, string path, string accept = "application/json", string query = "") => process.Answer(async () =>
    {
        var request = Request("GET", path + query, "", ("Accept", accept));
        return (await ReadAsync(process, request, path.Split('?')[0]), null);
    });

    private static HttpAnswer? Answer(this HubProcess process, Func<Task<(IActionResult Result, string[]? Messages)>> call, MessageQueue? queue = null) => process.Run(async () =>
    {
        try
        {
            var (result, messages) = await call();
            if (process.IsDead)
            {
                return null;
            }

            (queue ?? process.World.Inbound).Send(messages ?? []);
            return await HttpAnswer.OfAsync(result);
        }
        catch (Exception) when (process.IsDead)
        {
            return null;
        }
        catch (Exception e)
        {
            return await HttpAnswer.OfAsync(e);
        }
    });

    private static bool Take(this HubProcess process, MessageQueue queue, int most, Func<string[], Task<string[]>> work, MessageQueue? next = null)
    {
        var messages = queue.Peek(most);
        return messages.Length == 0 || process.Send(
            next ?? process.World.Inbound,
            () => work(messages),
            () => queue.Complete(messages));
    }

    private static bool Send(this HubProcess process, MessageQueue queue, Func<Task<string[]>> work, Action? completed = null) => process.Run(async () =>
    {
        try
        {
            var messages = await work();
            if (process.IsDead)
            {
                return false;
            }

            queue.Send(messages);
            completed?.Invoke();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    });

    private static HttpRequest Request(string method, string path, string body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var request = new DefaultHttpContext().Request;
        var query = path.IndexOf('?', StringComparison.Ordinal);
        (request.Method, request.Path) = (method, "/api/" + (query < 0 ? path : path[..query]));
        request.QueryString = new QueryString(query < 0 ? "" : path[query..]);
        request.Headers.Authorization = "Bearer " + World.Key;
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        var bytes = Encoding.UTF8.GetBytes(body);
        (request.Body, request.ContentLength) = (new MemoryStream(bytes), bytes.Length);
        return request;
    }

    private static Task<IActionResult> ReadAsync(HubProcess process, HttpRequest request, string path) => path.Split('/') switch
    {
        ["members", var id] => process.Trigger<GetMemberHttp>().RunAsync(request, id, default),
        ["partners", var id, "campaigns", var campaign] => process.Trigger<GetCampaignHttp>().RunAsync(request, id, campaign, default),
        ["members", var id, "entries"] => process.Trigger<ListEntriesHttp>().RunAsync(request, id, default),
        ["members", var id, "export"] => process.Trigger<ExportMemberHttp>().RunAsync(request, id, default),
        ["partners", var id, "statements", var month] => process.Trigger<GetStatementHttp>().RunAsync(request, id, month, default),
        ["claims", var id] => process.Trigger<GetClaimHttp>().RunAsync(request, id, default),
        ["program", "budgets"] => process.Trigger<ListBudgetsHttp>().RunAsync(request, default),
        ["program", "simulations", var id] => process.Trigger<GetSimulationHttp>().RunAsync(request, id, default),
        ["insights", "baskets"] => process.Trigger<GetBasketsHttp>().RunAsync(request, default),
        ["members", var id, "offers"] => process.Trigger<ListOffersHttp>().RunAsync(request, id, default),
        ["campaigns"] => process.Trigger<ListCampaignsHttp>().RunAsync(request, default),
        ["campaigns", var id, "reports", var report] => process.Trigger<GetCampaignReportHttp>().RunAsync(request, id, report, default),
        ["members", var id, "rewards"] => process.Trigger<ListRewardsHttp>().RunAsync(request, id, default),
        ["members", var id, "benefits"] => process.Trigger<ListBenefitsHttp>().RunAsync(request, id, default),
        ["stores", var id, "leaderboard"] => process.Trigger<GetLeaderBoardHttp>().RunAsync(request, id, default),
        ["deliveries", var id] => process.Trigger<GetDeliveryHttp>().RunAsync(request, id, default),
        ["holds"] => process.Trigger<ListHeldMembersHttp>().RunAsync(request, default),
        ["members", var id, "holds"] => process.Trigger<ListHoldsHttp>().RunAsync(request, id, default),
        ["codes", "keys"] => Task.FromResult(process.Trigger<GetCodeKeysHttp>().Run(request)),
        ["runs"] => process.Trigger<ListRunsHttp>().RunAsync(request, default),
        ["runs", var id] => process.Trigger<GetRunHttp>().RunAsync(request, id, default),
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "is no route"),
    };

    private static async Task<(IActionResult Result, string[]? Messages)> RouteAsync(HubProcess process, HttpRequest request, string path)
    {
        switch (path.Split('/'))
        {
            case ["members"]:
                var enrolled = await process.Trigger<EnrolMemberHttp>().RunAsync(request, default);
                return (enrolled.Result, enrolled.Deliveries);
            case ["members", var id, "purchases"]:
                var recorded = await process.Trigger<RecordPurchaseHttp>().RunAsync(request, id, default);
                return (recorded.Result, recorded.Deliveries);
            case ["members", var id, "identities"]:
                var attached = await process.Trigger<AttachIdentityHttp>().RunAsync(request, id, default);
                return (attached.Result, attached.Deliveries);
            case ["members", var id, "identities", "detach"]:
                return (await process.Trigger<DetachIdentityHttp>().RunAsync(request, id, default), null);
            case ["members", var id, "codes"]:
                return (await process.Trigger<IssueCodeHttp>().RunAsync(request, id, default), null);
            case ["codes", "redemptions"]:
                return (await process.Trigger<SettleCodeHttp>().RunAsync(request, default), null);
            case ["members", var id, "offers", var offer, "activations"]:
                return (await process.Trigger<ActivateOfferHttp>().RunAsync(request, id, offer, default), null);
            case ["members", var id, "benefits", "uses", var use, "cancel"]:
                return (await process.Trigger<ReturnBenefitHttp>().RunAsync(request, id, use, default), null);
            case ["members", var id, "benefits", var benefit, "uses"]:
                return (await process.Trigger<UseBenefitHttp>().RunAsync(request, id, benefit, default), null);
            case ["quotes"]:
                return (await process.Trigger<QuotePurchaseHttp>().RunAsync(request, default), null);
            case ["members", var id, "holds", "lift"]:
                return (await process.Trigger<LiftHoldHttp>().RunAsync(request, id, default), null);
            case ["members", var id, "confirmations"]:
                return (await process.Trigger<ConfirmConsentHttp>().RunAsync(request, id, default), null);
            case ["members", var id, "redemptions"]:
                return (await process.Trigger<RedeemPointsHttp>().RunAsync(request, id, default), null);
            case ["members", var id, "adjustments"]:
                return (await process.Trigger<AdjustPointsHttp>().RunAsync(request, id, default), null);
            case ["redemptions", var id, "capture"]:
                return (await process.Trigger<CaptureRedemptionHttp>().RunAsync(request, id, default), null);
            case ["redemptions", var id, "cancel"]:
                return (await process.Trigger<CancelRedemptionHttp>().RunAsync(request, id, default), null);
            case ["archive", "verify"]:
                return (await process.Trigger<VerifyArchiveHttp>().RunAsync(request, default), null);
            case ["claims"]:
                var filed = await process.Trigger<FileClaimHttp>().RunAsync(request, default);
                return (filed.Result, filed.Deliveries);
            case ["refunds"]:
                return (await process.Trigger<RefundPurchaseHttp>().RunAsync(request, default), null);
            case ["voids"]:
                return (await process.Trigger<VoidPurchaseHttp>().RunAsync(request, default), null);
            case ["members", var id, "merge"]:
                return (await process.Trigger<MergeMembersHttp>().RunAsync(request, id, default), null);
            case ["transfers"]:
                return (await process.Trigger<TransferPointsHttp>().RunAsync(request, default), null);
            case ["deadletters", var id, "replay"]:
                var replayed = await process.Trigger<ReplayDeadLetterHttp>().RunAsync(request, id, default);
                return (replayed.Result, replayed.Deliveries);
            default:
                throw new ArgumentOutOfRangeException(nameof(path), path, "is no route");
        }
    }
}

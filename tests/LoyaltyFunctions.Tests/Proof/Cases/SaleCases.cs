using static LoyaltyFunctions.Tests.Proof.Cases.Givens;

namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>Sales, visits and what takes them back.</summary>
internal static class SaleCases
{
    public static IEnumerable<UseCase> All() => [.. Sales(), .. Programme(), .. Reversals()];

    private static IEnumerable<UseCase> Sales() =>
    [
        new("purchase by the API", Enrolled, stage => Buy(stage, Ada, "r1")),
        new("purchase by webhook", Enrolled, stage => Sell(stage, "w1", "r1", Ada)),
        new("purchase that waits for its member", Nothing, stage => Sell(stage, "w1", "r1", Ada)),
        new("purchase without a member", Nothing, stage => Deliver(stage, "w1", "purchase.completed", Json.Sale("r1", "9.00"))),
        new("purchase known from a webhook, by the API", Sold, stage => Buy(stage, Ada, "r1")),
        new("purchase known from the API, by webhook", Bought, stage => Sell(stage, "w2", "r1", Ada)),
        new("purchase of another member's receipt by the API", Bought, stage => Buy(stage, Bob, "r1")),
        new("purchase of another member's receipt by webhook", Bought, stage => Sell(stage, "w1", "r1", Bob)),
        new("purchase whose currency has no rate", Enrolled, stage => Deliver(stage, "w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "9.00").Replace("EUR", "USD", StringComparison.Ordinal)))),
        new("purchase in two tellings under one webhook id", Enrolled, stage =>
        {
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "240.00")));
            stage.WorkQueues();
        }),
        new("twins in one batch", Enrolled, stage =>
        {
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.Event("w2", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.World.Inbound.Send(stage.World.Inbound.Peek(1));
            stage.WorkQueues(batch: 10);
        }),
        new("purchase beside messages that nobody can read", Enrolled, stage =>
        {
            stage.World.Inbound.Send(["not json", "null", "{}"]);
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.WorkQueues(batch: 10);
        }),
        new("replay of a message that nobody can read", stage =>
        {
            stage.World.Inbound.Send(["not json"]);
            stage.WorkQueues();
        }, stage =>
        {
            stage.Post($"deadletters/{Letter(stage)}/replay", "again", "");
            stage.WorkQueues();
        }),
        new("visit", Enrolled, stage => Deliver(stage, "v1", "checkin", Json.CheckIn(Ada))),
        new("second visit of the day", stage =>
        {
            Enrolled(stage);
            Deliver(stage, "v1", "checkin", Json.CheckIn(Ada));
        }, stage => Deliver(stage, "v2", "checkin", Json.CheckIn(Ada))),
    ];

    private static IEnumerable<UseCase> Programme() =>
    [
        new("a version of the programme, and a sale under it", Enrolled, stage =>
        {
            stage.Publish("p1", Programmes.Twice("2"));
            Buy(stage, Ada, "r1");
        }),
    ];

    private static IEnumerable<UseCase> Reversals() =>
    [
        new("refund by the API", Bought, stage => stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"))),
        new("refund by webhook", Bought, stage => Deliver(stage, "f1", "purchase.refunded", Json.Refund("r1", "f1", "30.00"))),
        new("refund known before", stage =>
        {
            Bought(stage);
            Deliver(stage, "f1", "purchase.refunded", Json.Refund("r1", "f1", "30.00"));
        }, stage => stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"))),
        new("void by the API", Bought, stage => stage.Post("voids", "v1", Json.Void("r1"))),
        new("void by webhook", Bought, stage => Deliver(stage, "v1", "purchase.voided", Json.Void("r1"))),
        new("refund before its purchase, both by the API", Enrolled, stage =>
        {
            stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"));
            Buy(stage, Ada, "r1");
            stage.WorkQueues();
        }),
        new("refund before its purchase, too large for a queue", Enrolled, stage =>
        {
            var remark = new string('x', 300_000);
            stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00").Insert(1, $"\"remark\":\"{remark}\","));
            Buy(stage, Ada, "r1");
            stage.WorkQueues();
        }),
        new("void before its purchase, both by webhook", Enrolled, stage =>
        {
            Deliver(stage, "v1", "purchase.voided", Json.Void("r1"));
            Sell(stage, "w1", "r1", Ada);
        }),
        new("void before its purchase before its member", Nothing, stage =>
        {
            Deliver(stage, "v1", "purchase.voided", Json.Void("r1"));
            Sell(stage, "w1", "r1", Ada);
            stage.Enrol(Ada);
            stage.WorkQueues();
        }),
    ];
}

using System.Globalization;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Bodies that tills and apps send.</summary>
internal static class Json
{
    public static string Enrol(string card) => $$"""{"identities":[{"type":"card","value":"{{card}}"},{"type":"phone","value":"+49151{{card}}"}],"givenName":"Ada"}""";

    public static string Enrol(string card, string referrer) => $$$"""{{{Enrol(card)[..^1]}}},"referredBy":{"type":"card","value":"{{{referrer}}}"}}""";

    public static string Sale(string receipt, string total, string store = "s1", string? occurredAt = null) =>
        $$"""{{{At(occurredAt)}}"receiptId":"{{receipt}}","storeId":"{{store}}","currency":"EUR","total":"{{total}}"}""";

    public static string Refund(string receipt, string refund, string total, string store = "s1") =>
        $$"""{"receiptId":"{{receipt}}","storeId":"{{store}}","refundId":"{{refund}}","currency":"EUR","total":"{{total}}"}""";

    public static string Void(string receipt, string store = "s1") => $$"""{"receiptId":"{{receipt}}","storeId":"{{store}}"}""";

    public static string Event(string type, DateTimeOffset at, string data) =>
        $$"""{"type":"{{type}}","occurredAt":"{{at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)}}","data":{{data}}}""";

    public static string OfMember(string card, string data) => $$"""{"member":{"type":"card","value":"{{card}}"},{{data[1..]}}""";

    /// <summary>What Event Grid says of a blob that was dropped into the container of an ERP.</summary>
    public static string Dropped(string blob, DateTimeOffset at) =>
        $$"""{"specversion":"1.0","type":"Microsoft.Storage.BlobCreated","source":"/accounts/archive","id":"{{blob}}","time":"{{at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)}}","subject":"/blobServices/default/containers/erp-inbox/blobs/{{blob}}","data":null}""";

    public static string CheckIn(string card) => OfMember(card, """{"storeId":"s1"}""");

    public static string Redeem(long points, bool capture = false) => $$"""{"points":{{points}},"capture":{{(capture ? "true" : "false")}}}""";

    public static string Reward(string id, bool capture = false) => $$"""{"rewardId":"{{id}}","capture":{{(capture ? "true" : "false")}}}""";

    public static string RewardIn(string store, string id, bool capture = false) => Reward(id, capture)[..^1] + $$""","storeId":"{{store}}"}""";

    public static string Adjust(long points) => $$"""{"points":{{points}},"reason":"goodwill","approvedBy":"ann"}""";

    public static string Transfer(string from, string to, long points) => $$"""{"from":"{{from}}","to":"{{to}}","points":{{points}}}""";

    public static string Merge(string from) => $$"""{"from":"{{from}}"}""";

    private static string At(string? occurredAt) => occurredAt is null ? "" : $"\"occurredAt\":\"{occurredAt}\",";
}

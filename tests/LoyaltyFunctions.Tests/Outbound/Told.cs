using System.Net;
using System.Text.Json;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;
using Testing.InProcess;

namespace LoyaltyFunctions.Tests.Outbound;

/// <summary>A hub in memory with targets, and what they were told.</summary>
internal sealed class Told : IDisposable
{
    public const string Crm = "https://crm.example.com/hooks";
    public const string Mail = "https://mail.example.com/hooks";

    public Told(params (string Name, string Value)[] settings) =>
        Stage = new Stage(settings: settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));

    public Stage Stage { get; }

    public IReadOnlyList<Received> Calls => Stage.World.Receiver.Calls;

    public static (string, string)[] Subscriber(string id, string url, string events = "loyalty.points.*") =>
        [($"Subscribers:{id}:Url", url), ($"Subscribers:{id}:Secrets:0", World.Secret), ($"Subscribers:{id}:Events", events)];

    /// <summary>The ids that this URL was sent, attempt by attempt.</summary>
    public IReadOnlyList<string> IdsAt(string url) => [.. Calls.Where(call => call.Url.AbsoluteUri == url).Select(call => call.Headers["webhook-id"])];

    /// <summary>That host answers so from now on.</summary>
    public void Answer(string url, HttpStatusCode status, Action<HttpResponseMessage>? more = null) => Stage.World.Receiver.Answer = call =>
    {
        var answer = new HttpResponseMessage(call.Url.AbsoluteUri == url ? status : HttpStatusCode.NoContent);
        more?.Invoke(answer);
        return answer;
    };

    public string Enrol(string card = "600001")
    {
        var member = Stage.Enrol(card);
        Stage.Rest();
        return member;
    }

    public HttpAnswer Replay(string letter, string key)
    {
        var answer = Stage.Post($"deadletters/{letter}/replay", key, "");
        Stage.Rest();
        return answer;
    }

    public void Buy(string receipt, string card = "600001")
    {
        Stage.Post($"members/{Stage.Members[card]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"));
        Stage.Rest();
    }

    /// <summary>Lets that much time pass, and the timer come round after it.</summary>
    public void Wait(TimeSpan time)
    {
        Stage.Pass(time);
        Stage.Run(process => process.DeliverOutbound());
        Stage.Rest();
    }

    public IReadOnlyList<JsonElement> Attempts() =>
        [.. Stage.World.Blobs.Lines(Names.Containers.Deliveries, "attempts/").Select(line => JsonDocument.Parse(line).RootElement.Clone())];

    public int Waiting => new Books(Stage.World).Rows(Names.Tables.Notices).Count(row => row.Properties.ContainsKey("Attempts"));

    public IReadOnlyList<(string Id, string Partner, string Reason)> Letters =>
        [.. new Books(Stage.World).Rows(Names.Tables.DeadLetters)
            .Where(row => row.PartitionKey == "deadletters")
            .Select(row => (row.RowKey, (string)row.Properties["Partner"], (string)row.Properties["Reason"]))];

    public void Dispose() => Stage.End();
}

using System.Globalization;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// Tills, partners and apps that make up requests by chance, repeat them, mix them up and never give one up that got no answer. They
/// remember what they were told: the same request must be answered the same for ever.
/// </summary>
internal sealed class SimulatedCallers(Random chance, int members)
{
    private const int Memory = 400;

    private sealed record Request(string Path, string Key, string Body);

    private readonly List<Request> _unanswered = [];
    private readonly List<(Request Request, HttpAnswer Answer)> _answered = [];
    private readonly List<string> _ids = [];
    private readonly List<string> _open = [];
    private readonly List<(string Store, string Receipt)> _receipts = [];
    private int _number;

    /// <summary>Two cards are one member then, so one more comes into play.</summary>
    private int _merges;

    public List<string> Contradictions { get; } = [];

    /// <summary>Makes one request and says what became of it.</summary>
    public string Call(HubProcess process) => chance.Next(100) switch
    {
        < 10 when _unanswered.Count > 0 => Ask(process, Any(_unanswered)),
        < 16 when _answered.Count > 0 => Ask(process, Any(_answered).Request),
        < 22 => Ask(process, new Request("members", Next("enrol"), chance.Next(3) == 0 ? Json.Enrol(Card(), Card()) : Json.Enrol(Card()))),
        < 40 => Deliver(process, "purchase.completed", Json.OfMember(Card(), Sale())),
        < 44 => Deliver(process, "checkin", Json.CheckIn(Card())),
        < 46 => Deliver(process, "member.enrolled", Json.Enrol(Card())),
        < 54 => Deliver(process, "purchase.refunded", Refund()),
        < 57 => Deliver(process, "purchase.voided", Void()),
        < 60 => Ask(process, new Request("refunds", Next("refund"), Refund())),
        < 62 => Ask(process, new Request("voids", Next("void"), Void())),
        _ when _ids.Count == 0 => "nobody is there",
        < 76 => Ask(process, new Request($"members/{Any(_ids)}/purchases", Next("buy"), Sale())),
        < 86 => Ask(process, new Request($"members/{Any(_ids)}/redemptions", Next("redeem"), Redemption())),
        < 96 when _open.Count > 0 => Ask(process, new Request($"redemptions/{Any(_open)}/{(chance.Next(2) == 0 ? "capture" : "cancel")}", Next("end"), "")),
        < 98 => Ask(process, new Request("transfers", Next("transfer"), Json.Transfer(Any(_ids), Any(_ids), 1 + chance.Next(120)))),
        < 99 => Ask(process, new Request($"members/{Any(_ids)}/merge", Next("merge"), Json.Merge(Any(_ids)))),
        _ => Ask(process, new Request($"members/{Any(_ids)}/adjustments", Next("adjust"), Json.Adjust(chance.Next(-60, 80) * 2 + 1))),
    };

    /// <summary>Requests that still want an answer.</summary>
    public IEnumerable<Action<HubProcess>> Unanswered() => [.. _unanswered.Select(request => (Action<HubProcess>)(process =>
    {
        if (Ask(process, request) is var told && _unanswered.Contains(request))
        {
            Contradictions.Add($"I12: {request.Path} {request.Key} gets no answer although nothing is wrong: {told}");
        }
    }))];

    private string Ask(HubProcess process, Request request)
    {
        var answer = process.Post(request.Path, request.Key, request.Body);
        if (answer is null || answer.IsFault || answer.Status == 409 && answer.Body.Contains("in-flight", StringComparison.Ordinal))
        {
            if (answer is { Status: 500 })
            {
                Contradictions.Add($"{request.Path} {request.Key}: {answer.Body}");
            }

            if (!_unanswered.Contains(request) && !_answered.Exists(known => known.Request == request))
            {
                _unanswered.Add(request);
            }

            return $"{request} -> {answer?.Status.ToString(CultureInfo.InvariantCulture) ?? "died"}";
        }

        _unanswered.Remove(request);
        Remember(request, answer);
        return $"{request} -> {answer.Status}";
    }

    private void Remember(Request request, HttpAnswer answer)
    {
        var known = _answered.Find(known => known.Request == request).Answer;
        if (known is not null)
        {
            if (IsKept(known) && (known.Status, known.Body) != (answer.Status, answer.Body))
            {
                Contradictions.Add($"I2: {request} was answered {known.Status} {known.Body} and then {answer.Status} {answer.Body}");
            }

            return;
        }

        _answered.Add((request, answer));
        if (_answered.Count > Memory)
        {
            _answered.RemoveAt(chance.Next(_answered.Count));
        }

        Learn(request, answer);
    }

    /// <summary>What the hub promises to say again: what it did, and what it refused for the state that things were in.</summary>
    private static bool IsKept(HttpAnswer answer) => answer.Status is 200 or 201 or 202 || (answer.Status == 409 && !answer.Body.Contains("in-flight", StringComparison.Ordinal));

    private void Learn(Request request, HttpAnswer answer)
    {
        if (request.Path == "members" && answer.Status == 201)
        {
            _ids.Add(answer.Text("memberId"));
        }
        else if (request.Path.EndsWith("merge", StringComparison.Ordinal) && answer.Status == 200)
        {
            _merges++;
        }
        else if (request.Path.EndsWith("redemptions", StringComparison.Ordinal) && answer.Status == 201)
        {
            _open.Add(answer.Text("redemptionId"));
            if (_open.Count > 12)
            {
                _open.RemoveAt(0);
            }
        }
    }

    private string Deliver(HubProcess process, string type, string data)
    {
        var body = Json.Event(type, process.World.Clock.GetUtcNow() - TimeSpan.FromMinutes(chance.Next(4_000)), data);
        var id = Next("w");
        for (var copies = chance.Next(6) == 0 ? 2 : 1; copies > 0; copies--)
        {
            process.Webhook(id, body);
        }

        return $"webhook {id} {type} {data}";
    }

    private string Redemption()
    {
        var capture = chance.Next(3) == 0;
        return chance.Next(4) == 0 ? Json.Reward("mug", capture && chance.Next(4) == 0) : Json.Redeem(100 + (50 * chance.Next(4)), capture);
    }

    private string Sale()
    {
        var isAgain = _receipts.Count > 0 && chance.Next(8) == 0;
        var (store, receipt) = isAgain ? Any(_receipts) : ($"s{chance.Next(3)}", Next("r"));
        if (!isAgain)
        {
            Keep(store, receipt);
        }

        return Json.Sale(receipt, string.Create(CultureInfo.InvariantCulture, $"{chance.Next(1, 200)}.{chance.Next(10)}0"), store);
    }

    private string Refund()
    {
        var (store, receipt) = Old();
        return Json.Refund(receipt, chance.Next(4) == 0 ? "f1" : Next("f"), string.Create(CultureInfo.InvariantCulture, $"{chance.Next(1, 80)}.00"), store);
    }

    private string Void()
    {
        var (store, receipt) = Old();
        return Json.Void(receipt, store);
    }

    /// <summary>A receipt that is known, or one that is still to come.</summary>
    private (string Store, string Receipt) Old()
    {
        if (_receipts.Count > 0 && chance.Next(5) > 0)
        {
            return Any(_receipts);
        }

        var next = ($"s{chance.Next(3)}", Next("r"));
        Keep(next.Item1, next.Item2);
        return next;
    }

    private void Keep(string store, string receipt)
    {
        _receipts.Add((store, receipt));
        if (_receipts.Count > 60)
        {
            _receipts.RemoveAt(0);
        }
    }

    private string Card() => string.Create(CultureInfo.InvariantCulture, $"60{chance.Next(members + _merges):D4}");

    private string Next(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}-{++_number}");

    private T Any<T>(List<T> list) => list[chance.Next(list.Count)];
}

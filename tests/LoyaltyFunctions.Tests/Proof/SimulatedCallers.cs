using System.Globalization;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>
/// Tills, partners and apps that make up requests by chance, repeat them, mix them up and never give one up that got no answer. They
/// remember what they were told: the same request must be answered the same for ever.
/// </summary>
internal sealed class SimulatedCallers(Random chance, int members)
{
    private readonly CallersMemory _memory = new(chance);
    private readonly List<string> _ids = [];
    private readonly List<HashSet<string>> _kin = [];
    private readonly List<string> _open = [];
    private readonly List<string> _uses = [];
    private readonly List<(string Store, string Receipt)> _receipts = [];
    private int _number;

    /// <summary>Two cards are one member then, so one more comes into play.</summary>
    private int _merges;

    public IReadOnlyList<string> Contradictions => _memory.Contradictions;

    /// <summary>Makes one request and says what became of it.</summary>
    public string Call(HubProcess process) => chance.Next(100) switch
    {
        < 10 when _memory.Unanswered.Count > 0 => Ask(process, Any(_memory.Unanswered)),
        < 16 when _memory.Answered.Count > 0 => Ask(process, Any(_memory.Answered)),
        < 22 => Post(process, "members", "enrol", chance.Next(3) == 0 ? Json.Enrol(Card(), Card()) : Json.Enrol(Card())),
        < 40 => Deliver(process, "purchase.completed", Json.OfMember(Card(), Sale())),
        < 44 => Deliver(process, "checkin", Json.CheckIn(Card())),
        < 46 => Deliver(process, "member.enrolled", Json.Enrol(Card())),
        < 54 => Deliver(process, "purchase.refunded", Refund()),
        < 57 => Deliver(process, "purchase.voided", Void()),
        < 60 => Post(process, "refunds", "refund", Refund()),
        < 62 => Post(process, "voids", "void", Void()),
        < 63 => Publish(process),
        _ when _ids.Count == 0 => "nobody is there",
        < 76 => Post(process, $"members/{Any(_ids)}/purchases", "buy", Sale()),
        < 85 => Post(process, $"members/{Any(_ids)}/redemptions", "redeem", Redemption()),
        < 88 => Post(process, $"members/{Any(_ids)}/holds/lift", "lift", Lift()),
        < 94 when _open.Count > 0 => Post(process, $"redemptions/{Any(_open)}/{(chance.Next(2) == 0 ? "capture" : "cancel")}", "end", ""),
        < 96 => Post(process, "transfers", "transfer", Json.Transfer(Any(_ids), Any(_ids), 1 + chance.Next(120))),
        < 97 => Merge(process),
        < 98 => Ask(process, new CallerRequest("PATCH", $"members/{Any(_ids)}", Next("change"), chance.Next(3) == 0 ? Named() : $$"""{"familyName":"{{Next("L")}}"}""")),
        < 99 when chance.Next(3) == 1 => Serve(process),
        < 99 when chance.Next(3) == 0 => Leave(process, Any(_ids)),
        _ => Post(process, $"members/{Any(_ids)}/adjustments", "adjust", Json.Adjust(chance.Next(-60, 80) * 2 + 1)),
    };

    /// <summary>Requests that still want an answer.</summary>
    public IEnumerable<Action<HubProcess>> Unanswered() => [.. _memory.Unanswered.Select(request => (Action<HubProcess>)(process =>
    {
        if (Ask(process, request) is var told && _memory.IsUnanswered(request))
        {
            _memory.Contradictions.Add($"I12: {request} gets no answer although nothing is wrong: {told}");
        }
    }))];

    private string Post(HubProcess process, string path, string what, string body) => Ask(process, new CallerRequest("POST", path, Next(what), body));

    private string Ask(HubProcess process, CallerRequest request)
    {
        var answer = request.Method switch
        {
            "PATCH" => process.Change(request.Path.Split('/')[1], request.Key, request.Body),
            "DELETE" => process.Change(request.Path.Split('/')[1], request.Key, null),
            "PUT" => process.Publish(request.Key, request.Body),
            _ => process.Post(request.Path, request.Key, request.Body),
        };
        if (_memory.Take(request, answer) is { } told)
        {
            Learn(request, told);
        }

        if (request.Method == "DELETE" && answer?.Status == 204)
        {
            _ids.Remove(request.Path.Split('/')[1]);
        }

        return $"{request} -> {answer?.Status.ToString(CultureInfo.InvariantCulture) ?? "died"}";
    }

    /// <summary>Whoever may have been merged with the one who leaves is not quoted any more either.</summary>
    private string Leave(HubProcess process, string id)
    {
        _memory.Leave(Kin(id));
        return Ask(process, new CallerRequest("DELETE", $"members/{id}", Next("erase"), ""));
    }

    /// <summary>Activates an offer, uses a service, or takes back what was used before, perhaps by another member.</summary>
    private string Serve(HubProcess process) => chance.Next(3) == 0
        ? Post(process, $"members/{Any(_ids)}/offers/clip/activations", "clip", "")
        : _uses.Count > 0 && chance.Next(2) == 0
        ? Post(process, $"members/{Any(_ids)}/benefits/uses/{Any(_uses)}/cancel", "give back", "")
        : Post(process, $"members/{Any(_ids)}/benefits/{(chance.Next(3) == 0 ? "wrapping" : "hem")}/uses", "use", "");

    /// <summary>A name for leader boards, perhaps another's, or none any more.</summary>
    private string Named() => chance.Next(4) == 0
        ? """{"pseudonym":null}"""
        : $$"""{"pseudonym":"Lion {{(char)('A' + chance.Next(members))}}"}""";

    private string Merge(HubProcess process)
    {
        var (stays, goes) = (Any(_ids), Any(_ids));
        var kin = Kin(stays);
        if (!kin.Contains(goes))
        {
            var other = Kin(goes);
            kin.UnionWith(other);
            _kin.Remove(other);
        }

        return Post(process, $"members/{stays}/merge", "merge", Json.Merge(goes));
    }

    private HashSet<string> Kin(string id)
    {
        if (_kin.Find(kin => kin.Contains(id)) is not { } found)
        {
            _kin.Add(found = [id]);
        }

        return found;
    }

    /// <summary>Twice or once the points from now on; months and stock stay, so that what is promised stays.</summary>
    private string Publish(HubProcess process) =>
        Ask(process, new CallerRequest("PUT", "program", Next("publish"), Programmes.Another(Next("v"), chance.Next(1, 3))));

    private void Learn(CallerRequest request, HttpAnswer answer)
    {
        if (request.Path == "members" && answer.Status == 201)
        {
            _ids.Add(answer.Text("memberId"));
        }
        else if (request.Path.EndsWith("merge", StringComparison.Ordinal) && answer.Status == 200)
        {
            _merges++;
        }
        else if (request.Path.EndsWith("uses", StringComparison.Ordinal) && answer.Status == 201)
        {
            _uses.Add(answer.Text("useId"));
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
        return chance.Next(8) switch
        {
            < 2 => Json.Reward("mug", capture && chance.Next(4) == 0),
            < 4 => chance.Next(6) == 0 ? Json.Reward("tasting", capture) : Json.RewardIn($"s{chance.Next(3)}", "tasting", capture),
            _ => Json.Redeem(100 + (50 * chance.Next(4)), capture),
        };
    }

    private string Sale()
    {
        var isAgain = _receipts.Count > 0 && chance.Next(8) == 0;
        var (store, receipt) = isAgain ? Any(_receipts) : ($"s{chance.Next(3)}", Next("r"));
        if (!isAgain)
        {
            Keep(store, receipt);
        }

        var sale = Json.Sale(receipt, string.Create(CultureInfo.InvariantCulture, $"{chance.Next(1, 200)}.{chance.Next(10)}0"), store);
        var cashier = chance.Next(4) == 0 ? $$""","cashier":{"type":"card","value":"{{Card()}}"}""" : "";
        return chance.Next(2) == 0 ? sale : $$"""{{sale[..^1]}},"registerId":"t{{chance.Next(2)}}"{{cashier}}}""";
    }

    private string Lift()
    {
        string[] holds = ["purchases", "purchases", "many-cards", "own-card", "visits", "staff", "velocity"];
        return $$"""{"hold":"{{Any(holds)}}","reason":"looked-at","approvedBy":"desk-7"}""";
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

    private T Any<T>(IReadOnlyList<T> list) => list[chance.Next(list.Count)];
}

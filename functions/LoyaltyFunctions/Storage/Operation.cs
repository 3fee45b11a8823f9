using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>What a caller asked for, once: the hash of its idempotency scope and key, and of the body that it sent.</summary>
public sealed record Operation(string Key, string RequestHash)
{
    /// <summary>Work of the hub itself, known by what it is about.</summary>
    public static Operation Own(params ReadOnlySpan<string> about)
    {
        var key = Keys.Hash(about);
        return new Operation(key, key);
    }
}

/// <summary>The answer to an operation: status, body and where the new thing is.</summary>
public sealed record Answer(int Status, byte[] Body, string? Location = null)
{
    /// <summary>For operations that nobody waits for: events of a webhook.</summary>
    public static readonly Answer None = new(0, []);

    /// <summary>What was to be brought to a member can never be.</summary>
    public static readonly Answer Never = new(410, []);

    /// <summary>What was to be brought to a member went on to the one who stayed.</summary>
    public static Answer WentTo(string memberId) => new(308, [], memberId);
}

/// <summary>
/// The row that makes an operation happen once: added in the transaction of its effect, kept as long as the entries are. It tells a
/// repeated request what was answered, and the sweeper what to publish.
/// </summary>
public sealed record OperationRecord(string RequestHash, Answer Answer, long FirstSequence, long LastSequence, string? Announce)
{
    private const string AtProperty = "At";

    /// <summary>Hashes of identities that an erasure still has to give back.</summary>
    public IReadOnlyList<string> Erased { get; init; } = [];

    /// <summary>Hashes of identities that a change of a profile may still have to give back.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>When the store wrote it.</summary>
    public DateTimeOffset At { get; private init; }

    internal TableEntity ToRow(string memberId, string operation)
    {
        var row = new TableEntity(memberId, Keys.Operation(memberId, operation))
        {
            ["RequestHash"] = RequestHash,
            ["Status"] = Answer.Status,
            ["Location"] = Answer.Location,
            ["FirstSequence"] = FirstSequence,
            ["LastSequence"] = LastSequence,
            ["Announce"] = Announce,
            ["Erased"] = Erased.Count == 0 ? null : string.Join(',', Erased),
            ["Dropped"] = Dropped.Count == 0 ? null : string.Join(',', Dropped),
        };
        Content.Write(row, Answer.Body);
        return row;
    }

    /// <summary>
    /// Takes the answer out of a row where it shows a profile, as those of enrolments and changes do, which announce something; false when
    /// there is none. When it was written stays, for events told later bear it.
    /// </summary>
    internal static bool Empty(TableEntity row)
    {
        if (row.GetString("Announce") is null)
        {
            return false;
        }

        row[AtProperty] = row.GetDateTimeOffset(AtProperty) ?? row.Timestamp;
        return Content.Clear(row);
    }

    internal static OperationRecord From(TableEntity row) => new(
        row.GetString("RequestHash"),
        new Answer(row.GetInt32("Status")!.Value, Content.Read(row), row.GetString("Location")),
        row.GetInt64("FirstSequence") ?? 0,
        row.GetInt64("LastSequence") ?? 0,
        row.GetString("Announce"))
    {
        At = row.GetDateTimeOffset(AtProperty) ?? row.Timestamp ?? default,
        Erased = row.GetString("Erased")?.Split(',') ?? [],
        Dropped = row.GetString("Dropped")?.Split(',') ?? [],
    };
}

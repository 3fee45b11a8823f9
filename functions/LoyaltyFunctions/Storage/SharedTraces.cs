using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace LoyaltyFunctions.Storage;

/// <summary>A trace that a member has left, and whether those who share it have been looked for since.</summary>
public sealed record TraceNote(TraceKind Kind, string Hash, bool Done);

/// <summary>
/// What members have in common: one row a member with the traces left, written before the commit that they come with, as it promises nothing;
/// and one a trace and member, by which the others are found. Only programmes that look for rings have any.
/// </summary>
public sealed class SharedTraces(LedgerTables tables)
{
    /// <summary>More of a member are not looked at.</summary>
    private const int MaxOfMember = 20;

    /// <summary>More members of a trace are not looked at.</summary>
    private const int MaxOfTrace = 50;

    private const string Flagged = "Flagged";

    /// <summary>Adds traces that the member has not left before.</summary>
    public async Task NoteAsync(string memberId, IReadOnlyCollection<Trace> traces, CancellationToken cancellation)
    {
        while (traces.Count > 0)
        {
            var (notes, version) = await FindAsync(memberId, cancellation);
            var missing = traces.Where(trace => notes.All(note => note.Hash != trace.Hash)).Take(MaxOfMember - notes.Count).ToList();
            if (missing.Count == 0 || await TryWriteAsync(memberId, [.. notes, .. missing.Select(trace => new TraceNote(trace.Kind, trace.Hash, false))], version, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>Traces whose members have not been looked for yet.</summary>
    public async Task<IReadOnlyList<TraceNote>> OpenAsync(string memberId, CancellationToken cancellation) =>
        [.. (await FindAsync(memberId, cancellation)).Notes.Where(note => !note.Done)];

    /// <summary>The members who share a trace, this one among them now, and who of them is flagged for it.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> ShareAsync(string memberId, TraceNote trace, CancellationToken cancellation)
    {
        var row = new TableEntity(trace.Hash, RowOf(trace.Hash, memberId)) { ["MemberId"] = memberId };
        await Table(trace.Hash).UpsertEntityAsync(row, TableUpdateMode.Merge, cancellation);
        var members = new Dictionary<string, bool>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {trace.Hash}");
        await foreach (var shared in Table(trace.Hash).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            members[shared.GetString("MemberId")] = shared.GetBoolean(Flagged) ?? false;
            if (members.Count == MaxOfTrace)
            {
                break;
            }
        }

        return members;
    }

    /// <summary>The member is flagged for such traces.</summary>
    public async Task FlagAsync(string memberId, Func<TraceNote, bool> isFlaggedFor, CancellationToken cancellation)
    {
        foreach (var note in (await FindAsync(memberId, cancellation)).Notes.Where(isFlaggedFor))
        {
            var row = new TableEntity(note.Hash, RowOf(note.Hash, memberId)) { ["MemberId"] = memberId, [Flagged] = true };
            await Table(note.Hash).UpsertEntityAsync(row, TableUpdateMode.Merge, cancellation);
        }
    }

    /// <summary>Those who share these have been looked for.</summary>
    public async Task CloseAsync(string memberId, IReadOnlyCollection<TraceNote> done, CancellationToken cancellation)
    {
        while (true)
        {
            var (notes, version) = await FindAsync(memberId, cancellation);
            var closed = notes.Select(note => done.Any(one => one.Hash == note.Hash) ? note with { Done = true } : note).ToList();
            if (version is null || await TryWriteAsync(memberId, closed, version, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>Forgets an erased member. May be done again.</summary>
    public async Task EraseAsync(string memberId, CancellationToken cancellation)
    {
        var (notes, version) = await FindAsync(memberId, cancellation);
        foreach (var note in notes)
        {
            await Table(note.Hash).DeleteEntityAsync(note.Hash, RowOf(note.Hash, memberId), ETag.All, cancellation);
        }

        if (version is not null)
        {
            await Table(memberId).DeleteEntityAsync(memberId, KeyOf(memberId), ETag.All, cancellation);
        }
    }

    private async Task<(IReadOnlyList<TraceNote> Notes, ETag? Version)> FindAsync(string memberId, CancellationToken cancellation)
    {
        var found = await Table(memberId).GetEntityIfExistsAsync<TableEntity>(memberId, KeyOf(memberId), cancellationToken: cancellation);
        return found.HasValue
            ? (JsonSerializer.Deserialize(Content.Read(found.Value!), TraceJson.Default.IReadOnlyListTraceNote)!, found.Value!.ETag)
            : ([], null);
    }

    private async Task<bool> TryWriteAsync(string memberId, IReadOnlyList<TraceNote> notes, ETag? version, CancellationToken cancellation)
    {
        var row = new TableEntity(memberId, KeyOf(memberId));
        Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(notes, TraceJson.Default.IReadOnlyListTraceNote));
        try
        {
            await (version is { } known
                ? Table(memberId).UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellation)
                : Table(memberId).AddEntityAsync(row, cancellation));
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static string KeyOf(string memberId) => memberId + "-traces";

    private static string RowOf(string hash, string memberId) => $"{hash}-{memberId}";

    private TableClient Table(string partition) => tables.Of(Names.Tables.SharedTraces, partition);
}

/// <summary>The traces of a member's row.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<TraceNote>))]
internal sealed partial class TraceJson : JsonSerializerContext;

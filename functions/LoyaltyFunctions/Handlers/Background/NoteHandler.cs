using Loyalty.Accounts;
using Loyalty.Programmes;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Journeys by the calendar that are new: members who have not been seen since know nothing of them, so once, for each set of such journeys,
/// all accounts are gone through and those that have something due are noted. Noting twice changes nothing.
/// </summary>
public sealed class NoteHandler(AskedRuns asked, Runs runs, RunCompletion completion, NoteWalk walk, ProgrammeBook programmes)
{
    public const string Kind = "notes";

    /// <summary>A run of which nothing has been heard for so long has lost its messages.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private string? _done;

    /// <summary>The messages that start the run, or make it go on; none where these journeys have been noted.</summary>
    public async Task<string[]> StartAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var programme = programmes.Current;
        var journeys = string.Join('\n', programme.Journeys.Where(journey => journey.IsByCalendar).Select(journey => $"{journey.Id} {journey.After} {journey.Season}"));
        if (journeys.Length == 0 || journeys == _done)
        {
            return [];
        }

        var (id, _) = await asked.KeepAsync(Operation.Own("journeys-noted", programme.Id, journeys), Runs.NewId(Kind, now), cancellation);
        var state = await runs.FindAsync(id, cancellation);
        if (state?.FinishedAt is not null)
        {
            _done = journeys;
            return [];
        }

        if (state is null)
        {
            await runs.StartAsync(new Run(id, Kind, now, walk.Ranges.Count), cancellation);
        }
        else if (now - state.Reports.Select(report => report.At).Append(state.Run.StartedAt).Max() < Patience)
        {
            return [];
        }

        return [.. walk.Ranges.Select((range, shard) => new NoteMessage(id, shard, range).ToJson())];
    }

    /// <summary>Returns the rest of the range; nothing when it is done.</summary>
    public async Task<string[]> ProcessAsync(NoteMessage message, CancellationToken cancellation)
    {
        var isDone = await runs.IsDoneAsync(message.NoteRun, message.Shard, cancellation);
        if (!isDone)
        {
            (message, isDone) = await walk.NoteAsync(message, cancellation);
            await runs.ReportAsync(message.NoteRun, message.Shard, walk.ReportOf(message, isDone), cancellation);
        }

        if (!isDone)
        {
            return [message.ToJson()];
        }

        await completion.TellAsync(message.NoteRun, cancellation);
        return [];
    }
}

/// <summary>Goes through the accounts of a range and notes those for whom a journey is due.</summary>
public sealed class NoteWalk(LedgerTables tables, Due due, ProgrammeBook programmes, TimeProvider clock)
{
    /// <summary>What one message does: seconds, not the minutes of its lock.</summary>
    private const int MaxMembers = 5_000;

    public IReadOnlyList<MemberRange> Ranges => MemberRange.Of(tables.Each(Names.Tables.Accounts).Count);

    public async Task<(NoteMessage Next, bool IsEnd)> NoteAsync(NoteMessage message, CancellationToken cancellation)
    {
        var (next, seen, programme) = (message, 0, programmes.Current);
        await foreach (var stored in new MemberScan(tables.Each(Names.Tables.Accounts)).AccountsAsync(message.Range, message.After, cancellation))
        {
            var noted = await NoteAsync(stored.Account, programme, cancellation) ? 1 : 0;
            next = next with { After = stored.Account.MemberId, Noted = next.Noted + noted };
            if (++seen == MaxMembers)
            {
                return (next, false);
            }
        }

        return (next, true);
    }

    public ShardReport ReportOf(NoteMessage message, bool isDone) => new(message.Noted, 0, 0, isDone, clock.GetUtcNow());

    /// <summary>Also what is long due: absences end at midnight, so that the days of a year are no more than some thousand shards.</summary>
    private async Task<bool> NoteAsync(Account account, Programme programme, CancellationToken cancellation)
    {
        if (account.NextDue(DueKind.Journey, programme) is not { } next)
        {
            return false;
        }

        await due.PutAsync(DueKind.Journey, account.MemberId, next, cancellation);
        return true;
    }
}

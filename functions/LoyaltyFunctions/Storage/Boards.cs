using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>What a leader board is ordered by.</summary>
public enum BoardOrder { Points, Purchases }

/// <summary>A member's place on a board: how many are ahead of it.</summary>
public sealed record BoardPlace(string MemberId, long Value);

/// <summary>
/// Leader boards of stores. A board of one store and period is a partition: a row for each member with the figures as of an entry, and beside
/// it, written in one transaction, a row for each order whose key sorts the best first. So the top is the first rows of a range, and
/// writing the same again, or something older, changes nothing.
/// </summary>
public sealed class Boards(LedgerTables tables)
{
    private const string MemberId = "MemberId";
    private const string Points = "Points";
    private const string Purchases = "Purchases";
    private const string Sequence = "Sequence";
    private const string Value = "Value";

    private static readonly BoardOrder[] Orders = [BoardOrder.Points, BoardOrder.Purchases];

    public static string IdOf(string programme, string storeId, string period) => Keys.Hash("board", programme, storeId, period);

    /// <summary>Writes a member's figures as of that entry of theirs, unless later ones are there; figures of 0 are shown on no board.</summary>
    public async Task WriteAsync(string board, string memberId, long points, long purchases, long sequence, CancellationToken cancellation)
    {
        while (true)
        {
            var known = await FindAsync(board, memberId, cancellation);
            if (known?.GetInt64(Sequence) >= sequence || (known is null && points <= 0 && purchases <= 0)
                || await TrySubmitAsync(board, Rows(board, memberId, known, Math.Max(points, 0), Math.Max(purchases, 0), sequence), cancellation))
            {
                return;
            }
        }
    }

    /// <summary>Members, the best first.</summary>
    public async IAsyncEnumerable<BoardPlace> TopAsync(string board, BoardOrder order, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, last) = (Prefix(board, order), Prefix(board, order) + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {board} and RowKey ge {first} and RowKey lt {last}");
        await foreach (var row in Table(board).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            yield return new BoardPlace(row.GetString(MemberId), row.GetInt64(Value)!.Value);
        }
    }

    /// <summary>What a member has come to, and how many have more; null for who is not on the board.</summary>
    public async Task<(long Value, long Ahead)?> PlaceAsync(string board, BoardOrder order, string memberId, CancellationToken cancellation)
    {
        if (await FindAsync(board, memberId, cancellation) is not { } row || row.GetInt64(order.ToString()) is not ({ } value and > 0))
        {
            return null;
        }

        var (first, last) = (Prefix(board, order), Prefix(board, order) + Inverted(value));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {board} and RowKey ge {first} and RowKey lt {last}");
        var ahead = 0L;
        await foreach (var _ in Table(board).QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellation))
        {
            ahead++;
        }

        return (value, ahead);
    }

    private static List<TableTransactionAction> Rows(string board, string memberId, TableEntity? known, long points, long purchases, long sequence)
    {
        var row = new TableEntity(board, MemberKey(board, memberId))
        {
            [MemberId] = memberId,
            [Points] = points,
            [Purchases] = purchases,
            [Sequence] = sequence,
        };
        var rows = new List<TableTransactionAction>
        {
            known is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, known.ETag),
        };
        foreach (var order in Orders)
        {
            var (was, now) = (known?.GetInt64(order.ToString()) ?? 0, row.GetInt64(order.ToString())!.Value);
            if (was > 0 && was != now)
            {
                rows.Add(new(TableTransactionActionType.Delete, new TableEntity(board, PlaceKey(board, order, was, memberId)), ETag.All));
            }

            if (now > 0 && was != now)
            {
                rows.Add(new(TableTransactionActionType.UpsertReplace, new TableEntity(board, PlaceKey(board, order, now, memberId)) { [MemberId] = memberId, [Value] = now }));
            }
        }

        return rows;
    }

    /// <summary>False when another write came first, or this very one before its answer was lost.</summary>
    private async Task<bool> TrySubmitAsync(string board, List<TableTransactionAction> rows, CancellationToken cancellation)
    {
        try
        {
            await Table(board).SubmitTransactionAsync(rows, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> FindAsync(string board, string memberId, CancellationToken cancellation)
    {
        var found = await Table(board).GetEntityIfExistsAsync<TableEntity>(board, MemberKey(board, memberId), cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private static string MemberKey(string board, string memberId) => $"{board}-member-{memberId}";

    private static string PlaceKey(string board, BoardOrder order, long value, string memberId) => $"{Prefix(board, order)}{Inverted(value)}-{memberId}";

    private static string Prefix(string board, BoardOrder order) => $"{board}-{order.ToString().ToLowerInvariant()}-";

    private static string Inverted(long value) => (long.MaxValue - value).ToString("D19", CultureInfo.InvariantCulture);

    private TableClient Table(string board) => tables.Of(Names.Tables.Boards, board);
}

using System.Text.RegularExpressions;
using Testing.Tables.Protocol;

namespace Testing.Tables.Rows;

/// <summary>The tables of one account. Names compare without case; a deleted table keeps its name busy for a while.</summary>
internal sealed partial class Account(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Table> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> _deleted = new(StringComparer.OrdinalIgnoreCase);
    private long _version;

    public PropertyNames Names { get; private init; } = new();

    /// <summary>How long a table's name stays taken after its deletion: 40 s or more on Azure.</summary>
    public TimeSpan DeletionTime { get; set; }

    /// <summary>The tables, in the order of their names.</summary>
    public IReadOnlyList<Table> Tables
    {
        get
        {
            lock (_gate)
            {
                return [.. _tables.Values];
            }
        }
    }

    public (Table? Table, TableError? Error) Find(string name)
    {
        lock (_gate)
        {
            return _tables.TryGetValue(name, out var table) ? (table, null)
                : (null, IsBeingDeleted(name) ? TableError.TableBeingDeleted : TableError.TableNotFound);
        }
    }

    public TableError? Create(string name)
    {
        if (!NameRule().IsMatch(name) || name.Equals("tables", StringComparison.OrdinalIgnoreCase))
        {
            return TableError.InvalidTableName;
        }

        lock (_gate)
        {
            return IsBeingDeleted(name) ? TableError.TableBeingDeleted
                : _tables.TryAdd(name, new Table(name, Names, NextVersion)) ? null
                : TableError.TableAlreadyExists;
        }
    }

    public TableError? Delete(string name)
    {
        lock (_gate)
        {
            if (!_tables.Remove(name))
            {
                return TableError.RowNotFound;
            }

            _deleted[name] = clock.GetUtcNow() + DeletionTime;
            return null;
        }
    }

    public Account Clone()
    {
        var clone = new Account(clock) { Names = Names, DeletionTime = DeletionTime, _version = Interlocked.Read(ref _version) };
        foreach (var table in Tables)
        {
            clone._tables.Add(table.Name, table.Clone(clone.NextVersion));
        }

        return clone;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex NameRule();

    private bool IsBeingDeleted(string name) => _deleted.TryGetValue(name, out var until) && clock.GetUtcNow() < until;

    /// <summary>The clock's ticks, but never the same twice: an ETag is a time of writing.</summary>
    private long NextVersion()
    {
        var now = clock.GetUtcNow().UtcTicks;
        while (true)
        {
            var last = Interlocked.Read(ref _version);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _version, next, last) == last)
            {
                return next;
            }
        }
    }
}

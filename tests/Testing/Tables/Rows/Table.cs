using Testing.Tables.Protocol;

namespace Testing.Tables.Rows;

/// <summary>One table. Every group of changes is atomic, and no reader sees half of one.</summary>
internal sealed class Table(string name, PropertyNames names, Func<long> nextVersion)
{
    private readonly Lock _gate = new();
    private RowList _rows = new();

    public string Name { get; } = name;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _rows.Count;
            }
        }
    }

    public Row? Find(string partitionKey, string rowKey)
    {
        lock (_gate)
        {
            return _rows.Find(partitionKey, rowKey);
        }
    }

    /// <summary>Copies rows from that key on, as many as fit; answers how many those are.</summary>
    public int CopyFrom(string partitionKey, string rowKey, Span<Row> rows)
    {
        lock (_gate)
        {
            return _rows.CopyFrom(partitionKey, rowKey, rows);
        }
    }

    /// <summary>Makes all changes or none. The rows as they now are (null for a deleted one), or which change failed and why.</summary>
    public (Row?[] Rows, int Failed, TableError? Error) Apply(IReadOnlyList<Change> changes)
    {
        var after = new Row?[changes.Count];
        lock (_gate)
        {
            for (var i = 0; i < changes.Count; i++)
            {
                var before = _rows.Find(changes[i].PartitionKey, changes[i].RowKey);
                if (Refusal(changes[i], before) is { } error)
                {
                    return (after, i, error);
                }

                after[i] = After(changes[i], before);
                if (after[i] is { } row && EntityRules.Check(row, names) is { } limit)
                {
                    return (after, i, limit);
                }
            }

            for (var i = 0; i < changes.Count; i++)
            {
                if (after[i] is { } row)
                {
                    _rows.Put(row);
                }
                else
                {
                    _rows.Remove(changes[i].PartitionKey, changes[i].RowKey);
                }
            }
        }

        return (after, -1, null);
    }

    /// <summary>A copy that shares the rows, which never change.</summary>
    public Table Clone(Func<long> versions)
    {
        lock (_gate)
        {
            return new Table(Name, names, versions) { _rows = _rows.Clone() };
        }
    }

    private static TableError? Refusal(Change change, Row? before) => (change.Kind, before) switch
    {
        (ChangeKind.Insert, null) => null,
        (ChangeKind.Insert, _) => TableError.RowAlreadyExists,
        (_, null) => change.IfMatch is null ? null : TableError.RowNotFound,
        _ => change.IfMatch is null or "*" || change.IfMatch == before.ETag ? null : TableError.ConditionNotMet,
    };

    private Row? After(Change change, Row? before) => change.Kind switch
    {
        ChangeKind.Delete => null,
        ChangeKind.Merge when before is not null => new Row(
            change.PartitionKey, change.RowKey, Merged(before.Properties, change.Properties), nextVersion()),
        _ => new Row(change.PartitionKey, change.RowKey, change.Properties, nextVersion()),
    };

    /// <summary>The new properties, and those of the old that they do not name.</summary>
    private static byte[] Merged(byte[] before, byte[] changes)
    {
        var merged = new PropertyWriter();
        var old = new PropertyReader(before);
        while (old.Read())
        {
            if (!new PropertyReader(changes).Find(old.Name))
            {
                merged.Write(old.Name, old.Kind, old.Value);
            }
        }

        return [.. merged.ToArray(), .. changes];
    }
}

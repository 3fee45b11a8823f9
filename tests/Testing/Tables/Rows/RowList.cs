namespace Testing.Tables.Rows;

/// <summary>
/// A table's rows in the order of their keys (ordinal), in chunks, so that a point read is a binary search and an insert
/// moves little. Not thread-safe.
/// </summary>
internal sealed class RowList
{
    private const int ChunkLimit = 512;

    private readonly List<List<Row>> _chunks = [];

    public int Count { get; private set; }

    public Row? Find(string partitionKey, string rowKey)
    {
        var (chunk, index, found) = Locate(partitionKey, rowKey);
        return found ? _chunks[chunk][index] : null;
    }

    public void Put(Row row)
    {
        var (chunk, index, found) = Locate(row.PartitionKey, row.RowKey);
        if (chunk == _chunks.Count)
        {
            _chunks.Add([]);
        }

        var rows = _chunks[chunk];
        if (found)
        {
            row.ShareKeyWith(rows[index]);
            rows[index] = row;
            return;
        }

        row.ShareKeyWith(index > 0 ? rows[index - 1] : index < rows.Count ? rows[index] : row);
        rows.Insert(index, row);
        Count++;
        Split(chunk);
    }

    public void Remove(string partitionKey, string rowKey)
    {
        var (chunk, index, found) = Locate(partitionKey, rowKey);
        if (!found)
        {
            return;
        }

        _chunks[chunk].RemoveAt(index);
        Count--;
        if (_chunks[chunk].Count == 0)
        {
            _chunks.RemoveAt(chunk);
        }
    }

    /// <summary>Copies rows from that key on, in order, as many as fit; answers how many those are.</summary>
    public int CopyFrom(string partitionKey, string rowKey, Span<Row> rows)
    {
        var (chunk, index, _) = Locate(partitionKey, rowKey);
        var copied = 0;
        for (; chunk < _chunks.Count && copied < rows.Length; chunk++, index = 0)
        {
            var source = _chunks[chunk];
            for (; index < source.Count && copied < rows.Length; index++)
            {
                rows[copied++] = source[index];
            }
        }

        return copied;
    }

    public RowList Clone()
    {
        var clone = new RowList { Count = Count };
        clone._chunks.AddRange(_chunks.Select(chunk => new List<Row>(chunk)));
        return clone;
    }

    /// <summary>Where the row is, or would have to go; the chunk may be one past the last when there is none.</summary>
    private (int Chunk, int Index, bool Found) Locate(string partitionKey, string rowKey)
    {
        var chunk = LastChunkStartingAtOrBefore(partitionKey, rowKey);
        if (chunk < 0)
        {
            return (0, 0, false);
        }

        var rows = _chunks[chunk];
        var (low, high) = (0, rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (rows[middle].CompareTo(partitionKey, rowKey))
            {
                case 0:
                    return (chunk, middle, true);
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return (chunk, low, false);
    }

    private int LastChunkStartingAtOrBefore(string partitionKey, string rowKey)
    {
        var (low, high) = (0, _chunks.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_chunks[middle][0].CompareTo(partitionKey, rowKey) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high < 0 && _chunks.Count > 0 ? 0 : high;
    }

    /// <summary>Keys mostly grow: the first part stays almost full, so that a table filled in order wastes no memory.</summary>
    private void Split(int chunk)
    {
        var rows = _chunks[chunk];
        if (rows.Count <= ChunkLimit)
        {
            return;
        }

        var isLast = chunk == _chunks.Count - 1;
        var at = isLast ? ChunkLimit - (ChunkLimit / 8) : ChunkLimit / 2;
        _chunks.Insert(chunk + 1, rows.GetRange(at, rows.Count - at));
        rows.RemoveRange(at, rows.Count - at);
        rows.TrimExcess();
    }
}

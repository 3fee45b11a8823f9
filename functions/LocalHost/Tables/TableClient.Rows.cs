#nullable disable

using LocalHost.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableClient
{
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _rows.Insert(Checked(entity), async: false, cancellationToken).Finished();

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await _rows.Insert(Checked(entity), async: true, cancellationToken);

    /// <summary>Changes a row only while it has that ETag (412 otherwise); ETag.All means whatever it is.</summary>
    public virtual Response UpdateEntity<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _rows.Put(Checked(entity), Required(ifMatch), mode, async: false, cancellationToken).Finished();

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await _rows.Put(Checked(entity), Required(ifMatch), mode, async: true, cancellationToken);

    public virtual Response UpsertEntity<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _rows.Put(Checked(entity), null, mode, async: false, cancellationToken).Finished();

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await _rows.Put(Checked(entity), null, mode, async: true, cancellationToken);

    /// <summary>Deletes a row, whatever its ETag if none is given. One that is not there is no error: the answer has status 404.</summary>
    public virtual Response DeleteEntity(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        _rows.Delete(NotNull(partitionKey), NotNull(rowKey), OrAny(ifMatch), async: false, cancellationToken).Finished();

    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        await _rows.Delete(NotNull(partitionKey), NotNull(rowKey), OrAny(ifMatch), async: true, cancellationToken);

    /// <summary>Deletes a row; the entity's own ETag is not looked at.</summary>
    public virtual Response DeleteEntity(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntity(NotNull(entity).PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(NotNull(entity).PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    private static ITableEntity Checked(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(entity));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(entity));
        return entity;
    }

    private static T NotNull<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }

    private static string OrAny(ETag ifMatch) => ifMatch == default ? ETag.All.ToString() : ifMatch.ToString();

    private static string Required(ETag ifMatch) =>
        ifMatch == default ? throw new ArgumentException("An update needs an ETag, or ETag.All.", nameof(ifMatch)) : ifMatch.ToString();
}

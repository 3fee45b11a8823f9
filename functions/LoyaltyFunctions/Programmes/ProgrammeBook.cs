using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Loyalty.Programmes;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Programmes;

/// <summary>
/// The programme that holds now, and every version that ever earned a point (a refund is computed under the version of its purchase).
/// A version is published once: the same version with another content is refused.
/// </summary>
public sealed class ProgrammeBook(IOptions<ProgramOptions> options, LedgerTables tables)
{
    private readonly byte[] _document = ProgrammeFile.Load(options.Value);
    private readonly ConcurrentDictionary<string, Programme> _versions = new();

    private TableClient Table => tables.Shared(Names.Tables.Programmes);

    public Programme Current => field ??= ProgrammeFile.Parse(_document, options.Value);

    /// <summary>The document that <see cref="Current"/> was read from.</summary>
    public ReadOnlyMemory<byte> Document => _document;

    /// <summary>Publishes the current version; throws <see cref="OptionsValidationException"/> when its number belongs to another content.</summary>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        var row = RowOf(Current.Id, Current.Version);
        Content.Write(row, _document);
        try
        {
            await Table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            await RequireSameAsync(row, cancellation);
        }

        _versions[Current.Version] = Current;
    }

    /// <summary>The version that an entry names; throws when it was never published here.</summary>
    public async Task<Programme> VersionAsync(string version, CancellationToken cancellation)
    {
        if (_versions.TryGetValue(version, out var known))
        {
            return known;
        }

        var key = RowOf(Current.Id, version);
        var row = await Table.GetEntityAsync<TableEntity>(key.PartitionKey, key.RowKey, cancellationToken: cancellation);
        return _versions.GetOrAdd(version, ProgrammeFile.Parse(Content.Read(row.Value), options.Value));
    }

    private async Task RequireSameAsync(TableEntity row, CancellationToken cancellation)
    {
        var published = await Table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        if (!SHA256.HashData(Content.Read(published.Value)).AsSpan().SequenceEqual(SHA256.HashData(_document)))
        {
            throw ProgrammeFile.Refuse($"version {Current.Version} was published with another content; give the changed programme a new version");
        }
    }

    private static TableEntity RowOf(string programme, string version) =>
        new(Keys.Hash("programme", programme), Keys.Hash("programme", programme, version));
}

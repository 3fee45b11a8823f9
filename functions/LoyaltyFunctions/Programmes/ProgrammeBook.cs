using Azure;
using Azure.Data.Tables;
using Loyalty.Programmes;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Programmes;

/// <summary>
/// The programme that holds now, and every version that was ever published (a refund is computed under the version of its purchase).
/// A version is published once: the same version with another content is refused. What others publish is known after a reload.
/// </summary>
public sealed partial class ProgrammeBook(IOptions<ProgramOptions> options, LedgerTables tables, TimeProvider clock, ILogger<ProgrammeBook> logger)
{
    private const string RequestHashProperty = "RequestHash";

    private readonly byte[] _file = ProgrammeFile.Load(options.Value);
    private readonly Lock _gate = new();

    /// <summary>In the order in which they take effect; replaced as a whole.</summary>
    private volatile ProgrammeVersion[] _versions = [];

    /// <summary>Every version that this process knows, in the order in which they take effect.</summary>
    public IReadOnlyList<Programme> Versions => [.. _versions.Select(version => version.Programme)];

    public Programme Current => Holding.Programme;

    /// <summary>The document that <see cref="Current"/> was read from.</summary>
    public ReadOnlyMemory<byte> Document => Holding.Document;

    private ProgrammeVersion Holding
    {
        get
        {
            var (versions, now) = (_versions, clock.GetUtcNow());
            var holding = versions.Length > 0 ? versions[0] : File;
            foreach (var version in versions)
            {
                holding = version.From <= now ? version : holding;
            }

            return holding;
        }
    }

    private ProgrammeVersion File => field ??= new(ProgrammeFile.Parse(_file, options.Value), _file, default, default);

    private TableClient Table => tables.Shared(Names.Tables.Programmes);

    /// <summary>
    /// Publishes the version of the file, if it is new, and reads all others; throws <see cref="OptionsValidationException"/> when its number
    /// belongs to another content.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        if (!await TryPublishAsync(File.Programme, _file, cancellation))
        {
            throw ProgrammeFile.Refuse($"version {File.Programme.Version} was published with another content; give the changed programme a new version");
        }

        await ReloadAsync(cancellation);
    }

    /// <summary>Publishes a version, which takes effect at its <c>From</c> but not before now; false when its number belongs to another content.</summary>
    public async Task<bool> TryPublishAsync(Programme programme, ReadOnlyMemory<byte> document, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var version = new ProgrammeVersion(programme, document, programme.From > now ? programme.From.Value : now, now);
        var row = RowOf(programme.Id, programme.Version);
        version.Write(row);
        try
        {
            await Table.AddEntityAsync(row, cancellation);
            Learn(version);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var stands = await ReadAsync(programme.Version, cancellation);
            Learn(stands);
            return stands.Document.Span.SequenceEqual(document.Span);
        }
    }

    /// <summary>Keeps an operation that publishes; where it was kept before, the hash of the body that it came with then.</summary>
    public async Task<string?> KeepAsync(Storage.Operation operation, CancellationToken cancellation)
    {
        var row = RowOf(File.Programme.Id, "");
        row.RowKey = operation.Key;
        row[RequestHashProperty] = operation.RequestHash;
        try
        {
            await Table.AddEntityAsync(row, cancellation);
            return null;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var kept = await Table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
            return kept.Value.GetString(RequestHashProperty);
        }
    }

    /// <summary>Reads the versions that this process does not know yet.</summary>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        var partition = RowOf(File.Programme.Id, "").PartitionKey;
        await foreach (var row in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
        {
            if (row.ContainsKey(RequestHashProperty))
            {
                continue;
            }

            try
            {
                Learn(ProgrammeVersion.Read(row, options.Value));
            }
            catch (OptionsValidationException e)
            {
                // A newer release of the hub may know more than this one, which goes on with what it can read.
                Log.Unreadable(logger, e.Message);
            }
        }
    }

    /// <summary>The version that an entry names; throws when it was never published here.</summary>
    public async Task<Programme> VersionAsync(string version, CancellationToken cancellation)
    {
        if (Array.Find(_versions, known => known.Programme.Version == version) is { } found)
        {
            return found.Programme;
        }

        var read = await ReadAsync(version, cancellation);
        Learn(read);
        return read.Programme;
    }

    private async Task<ProgrammeVersion> ReadAsync(string version, CancellationToken cancellation)
    {
        var key = RowOf(File.Programme.Id, version);
        var row = await Table.GetEntityAsync<TableEntity>(key.PartitionKey, key.RowKey, cancellationToken: cancellation);
        return ProgrammeVersion.Read(row.Value, options.Value);
    }

    private void Learn(ProgrammeVersion version)
    {
        lock (_gate)
        {
            if (!Array.Exists(_versions, known => known.Programme.Version == version.Programme.Version))
            {
                _versions = [.. _versions.Append(version).OrderBy(one => one.From).ThenBy(one => one.PublishedAt)];
            }
        }
    }

    private static TableEntity RowOf(string programme, string version) =>
        new(Keys.Hash("programme", programme), Keys.Hash("programme", programme, version));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A published version of the programme cannot be read here: {Problem}")]
        public static partial void Unreadable(ILogger logger, string problem);
    }
}

using Azure;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.ErpFiles;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers.Files;

/// <summary>What goes on after one message: the next one of the same file, and deliveries that can go on now.</summary>
public sealed record FileProgress(string? Next, IReadOnlyList<string> Released)
{
    public static readonly FileProgress Nothing = new(null, []);
}

/// <summary>
/// Works on a dropped file, some thousand rows a message. A file is known by its content: a second drop finds the first one's row and does
/// nothing. A run that is killed is followed by one that begins where the row says, and finds done what the row does not say yet.
/// </summary>
public sealed partial class FileHandler(
    FileInbox inbox,
    DroppedFiles files,
    FileWindow window,
    PartnerBook partners,
    ILogger<FileHandler> logger)
{
    /// <summary>So that a message is completed well before its lock ends.</summary>
    private const int WindowsByMessage = 20;

    public async Task<FileProgress> ProcessAsync(string json, CancellationToken cancellation)
    {
        if (FileMessage.TryParse(json) is not { } message || ErpFileName.Of(message.Blob) is not { } name)
        {
            Log.Unknown(logger);
            return FileProgress.Nothing;
        }

        if (PartnerOf(name) is not { } known)
        {
            Log.NoPartner(logger, name.Kind);
            return FileProgress.Nothing;
        }

        var file = message.File is { } id ? await files.FindAsync(id, cancellation) : await RegisterAsync(message, name, known.Partner, cancellation);
        return file is null or { IsDone: true } ? FileProgress.Nothing : await WorkAsync(message, name, file, known.Partner, cancellation);
    }

    /// <summary>The partner that the folder names; without one the only partner of the format.</summary>
    private KnownPartner? PartnerOf(ErpFileName name) => name.Folder is { } folder
        ? partners.Find(folder) is { Partner.Format: ErpFilesConnector.Name } named ? named : null
        : partners.OfFormat(ErpFilesConnector.Name) is [var only] ? only : null;

    private async Task<DroppedFile?> RegisterAsync(FileMessage message, ErpFileName name, Partner partner, CancellationToken cancellation)
    {
        if (await inbox.FindAsync(message.Blob, cancellation) is not { } found)
        {
            return null;
        }

        if (found.Length > FileInbox.MaxBytes)
        {
            Log.TooLarge(logger, name.Kind, found.Length);
            await RefuseAsync(message.Blob, found.Version, "the file is larger than 1 GiB", cancellation);
            return null;
        }

        if (await inbox.HashAsync(message.Blob, found.Version, cancellation) is not { } hash)
        {
            return null;
        }

        var id = Keys.Delivery(partner.Id, $"file:{name.Kind}:{hash}");
        var file = await files.AddAsync(new DroppedFile(id, partner.Id, message.Blob, found.Version, message.DroppedAt), cancellation);
        if (file.IsDone || (file.Blob == message.Blob && file.BlobVersion == found.Version))
        {
            return file;
        }

        // Dropped again while the first drop is worked on: in its place the same bytes are here, elsewhere the work begins anew.
        var anew = file.Blob == message.Blob
            ? file with { BlobVersion = found.Version }
            : new DroppedFile(id, partner.Id, message.Blob, found.Version, file.DroppedAt) { Version = file.Version };
        return await files.TryMoveAsync(anew, cancellation) ?? throw new AccountChangedException(id);
    }

    private async Task<FileProgress> WorkAsync(FileMessage message, ErpFileName name, DroppedFile file, Partner partner, CancellationToken cancellation)
    {
        var (next, released) = ((message with { File = file.Id }).ToJson(), new List<string>());
        try
        {
            var at = file.Columns is null ? await BeginAsync(name, file, cancellation) : file;
            if (at is null or { IsDone: true })
            {
                return new FileProgress(at is null ? next : null, released);
            }

            await using var content = await inbox.OpenAsync(at.Blob, at.BlobVersion, at.Offset, cancellation);
            var rows = new FileRows(content, name, at, partner);
            for (var turn = 0; at is { IsDone: false } && turn < WindowsByMessage; turn++)
            {
                at = await window.WorkAsync(rows, at, released, cancellation);
            }

            // Overtaken by another run of the same: this one looks again where that one stands, in case it dies.
            return new FileProgress(at is { IsDone: true } ? null : next, released);
        }
        catch (RequestFailedException e) when (FileInbox.IsGone(e))
        {
            Log.Gone(logger, file.Id, file.Rows);
            return new FileProgress(null, released);
        }
    }

    /// <summary>Reads the header, and begins the report.</summary>
    private async Task<DroppedFile?> BeginAsync(ErpFileName name, DroppedFile file, CancellationToken cancellation)
    {
        var began = file with { Columns = ErpColumns.None.ToString(), ReportBytes = await inbox.BeginReportAsync(file.Blob, file.Id, cancellation) };
        if (name.IsCsv)
        {
            await using var content = await inbox.OpenAsync(file.Blob, file.BlobVersion, 0, cancellation);
            var (columns, header, problem) = await FileRows.ReadHeaderAsync(content, name, cancellation);
            if (problem.Length > 0)
            {
                Log.Refused(logger, file.Id, problem);
                var length = await inbox.ReportAsync(file.Blob, FileRows.Line(1, $"the header {problem}"), began.ReportBytes, cancellation);
                return await files.TryMoveAsync(began with { BadRows = 1, ReportBytes = length, IsDone = true }, cancellation);
            }

            began = began with { Columns = columns.ToString(), Offset = header.End, Line = header.Line + 1 };
        }

        return await files.TryMoveAsync(began, cancellation);
    }

    private async Task RefuseAsync(string blob, string version, string reason, CancellationToken cancellation) =>
        await inbox.ReportAsync(blob, FileRows.Line(0, reason), await inbox.BeginReportAsync(blob, Keys.Hash("file", version), cancellation), cancellation);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A file was dropped whose name says nothing; it is left where it is")]
        public static partial void Unknown(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "A file of {Kind} was dropped for no partner of the settings; it is left where it is")]
        public static partial void NoPartner(ILogger logger, ErpFileKind kind);

        [LoggerMessage(3, LogLevel.Error, "A file of {Kind} with {Length} bytes is refused")]
        public static partial void TooLarge(ILogger logger, ErpFileKind kind, long length);

        [LoggerMessage(4, LogLevel.Error, "File {File} is refused: its header {Problem}")]
        public static partial void Refused(ILogger logger, string file, string problem);

        [LoggerMessage(5, LogLevel.Warning, "File {File} was taken away or replaced after {Rows} rows")]
        public static partial void Gone(ILogger logger, string file, long rows);
    }
}

using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace LoyaltyFunctions.Storage;

/// <summary>The container <c>erp-inbox</c>: files as the ERP dropped them, and under <c>errors/</c> a report for each.</summary>
public sealed class FileInbox(BlobServiceClient blobs)
{
    /// <summary>Larger files are refused.</summary>
    public const long MaxBytes = 1024L * 1024 * 1024;

    public const string Errors = "errors/";

    private const int BufferBytes = 1024 * 1024;
    private const string FileProperty = "file";

    private static readonly byte[] Header = "line,reason\r\n"u8.ToArray();

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Names.Containers.ErpInbox);

    /// <summary>Length and version of a dropped file; null when it is gone.</summary>
    public async Task<(long Length, string Version)?> FindAsync(string blob, CancellationToken cancellation)
    {
        try
        {
            var properties = (await _container.GetBlobClient(blob).GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return (properties.ContentLength, properties.ETag.ToString());
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>SHA-256 of the file in lower-case hex; null when it is gone or another by now.</summary>
    public async Task<string?> HashAsync(string blob, string version, CancellationToken cancellation)
    {
        try
        {
            await using var content = await OpenAsync(blob, version, 0, cancellation);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        }
        catch (RequestFailedException e) when (IsGone(e))
        {
            return null;
        }
    }

    /// <summary>The file from a byte on, downloaded piece by piece. Reading fails with a status of <see cref="IsGone"/> once it is another.</summary>
    public Task<Stream> OpenAsync(string blob, string version, long offset, CancellationToken cancellation) =>
        _container.GetBlobClient(blob).OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false)
            {
                Position = offset,
                BufferSize = BufferBytes,
                Conditions = new BlobRequestConditions { IfMatch = new ETag(version) },
            },
            cancellation);

    /// <summary>The file was deleted, or replaced by another, which is told of by an event of its own.</summary>
    public static bool IsGone(RequestFailedException e) =>
        e.ErrorCode is { } code && (code == BlobErrorCode.BlobNotFound || code == BlobErrorCode.ConditionNotMet || code == BlobErrorCode.InvalidRange);

    /// <summary>
    /// Begins the report of a file, in the place of that of any earlier file of the name; returns its length. One that was begun for this
    /// very file stays as it is: another run may have written to it already.
    /// </summary>
    public async Task<long> BeginReportAsync(string blob, string file, CancellationToken cancellation)
    {
        var report = Report(blob);
        while (await FindReportAsync(report, cancellation) is var found && found?.File != file)
        {
            await TryCreateAsync(report, file, found?.Version, cancellation);
        }

        await AppendAsync(report, Header, 0, cancellation);
        return Header.Length;
    }

    private static async Task<(string? File, ETag Version)?> FindReportAsync(AppendBlobClient report, CancellationToken cancellation)
    {
        try
        {
            var properties = (await report.GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return (properties.Metadata.TryGetValue(FileProperty, out var file) ? file : null, properties.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static async Task TryCreateAsync(AppendBlobClient report, string file, ETag? over, CancellationToken cancellation)
    {
        try
        {
            await report.CreateAsync(
                new AppendBlobCreateOptions
                {
                    HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv; charset=utf-8" },
                    Metadata = new Dictionary<string, string> { [FileProperty] = file },
                    Conditions = new AppendBlobRequestConditions { IfMatch = over, IfNoneMatch = over is null ? ETag.All : null },
                },
                cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Begun by somebody else meanwhile, for this file or another.
        }
    }

    /// <summary>
    /// Adds lines behind what the report holds of earlier rows; returns its length then. Lines that are there already were written by a
    /// run that died before it could say so, and are left as they are.
    /// </summary>
    public async Task<long> ReportAsync(string blob, string lines, long position, CancellationToken cancellation) =>
        lines.Length == 0 ? position : await AppendAsync(Report(blob), Encoding.UTF8.GetBytes(lines), position, cancellation);

    private static async Task<long> AppendAsync(AppendBlobClient report, byte[] lines, long position, CancellationToken cancellation)
    {
        using var block = new MemoryStream(lines);
        try
        {
            var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = position };
            await report.AppendBlockAsync(block, new AppendBlobAppendBlockOptions { Conditions = conditions }, cancellation);
            return position + lines.Length;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
        {
            return (await report.GetPropertiesAsync(cancellationToken: cancellation)).Value.ContentLength;
        }
    }

    private AppendBlobClient Report(string blob) => _container.GetAppendBlobClient($"{Errors}{blob}.errors.csv");
}

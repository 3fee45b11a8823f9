using Microsoft.AspNetCore.Http;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>Reads a body once, as raw bytes, within the limit.</summary>
public static class Bodies
{
    public const int MaxBytes = 1024 * 1024;

    private const int FirstBuffer = 4 * 1024;

    /// <summary>The whole body; <see cref="Problem.TooLarge"/> above <see cref="MaxBytes"/>, whatever its declared length.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBytes)
        {
            throw new ProblemException(Problem.TooLarge);
        }

        // The bytes live on in the queue message, so they are read into an array of their own rather than a pooled one.
        var buffer = new byte[request.ContentLength is { } length ? (int)length + 1 : FirstBuffer];
        var count = 0;
        while (await request.Body.ReadAsync(buffer.AsMemory(count), cancellation) is var read and > 0)
        {
            count += read;
            if (count > MaxBytes)
            {
                throw new ProblemException(Problem.TooLarge);
            }

            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return buffer.AsMemory(0, count);
    }
}

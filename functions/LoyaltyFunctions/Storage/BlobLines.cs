using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace LoyaltyFunctions.Storage;

/// <summary>Lines of a blob, one at a time, however large it is.</summary>
internal static class BlobLines
{
    /// <summary>Without the first so many; a line without its end is not there yet.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream content, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(content);
        for (var end = false; !end;)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } at)
            {
                if (skip-- <= 0 && rest.Slice(0, at) is { Length: > 0 } line)
                {
                    yield return line.ToArray();
                }

                rest = rest.Slice(rest.GetPosition(1, at));
            }

            reader.AdvanceTo(rest.Start, rest.End);
            end = read.IsCompleted;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace LoyaltyFunctions.Archiving;

/// <summary>
/// What one day (UTC, by the time of archiving) holds, and the root of a Merkle tree over its lines. Each manifest names the root of the
/// one before, so that no day can be changed, or left out, without every later one telling.
/// </summary>
public sealed record ArchiveManifest(
    DateOnly Day,
    long Entries,
    IReadOnlyDictionary<string, KindTotal> ByKind,
    string MerkleRoot,
    DateOnly? PreviousDay,
    string PreviousRoot,
    string Blob)
{
    /// <summary>
    /// How far into the hourly blobs of which days its lines come from: its own day's, and those of earlier days to which lines were
    /// appended after they had been compacted. Manifests of older versions do not say.
    /// </summary>
    public IReadOnlyList<TakenPart>? Taken { get; init; }

    /// <summary>Stands before the first day.</summary>
    public const string FirstPreviousRoot = "0000000000000000000000000000000000000000000000000000000000000000";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.ArchiveManifest);

    public static ArchiveManifest Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ArchiveJson.Default.ArchiveManifest) ?? throw new JsonException("A manifest is an object.");
}

/// <summary>So many bytes of a day's hourly blobs are in the archive's compacted days.</summary>
public sealed record TakenPart(DateOnly Day, long Bytes);

/// <summary>How many entries of a kind, and the points they moved.</summary>
public sealed record KindTotal(long Count, long Points);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext;

namespace LoyaltyFunctions.Archiving;

/// <summary>A blob of lines as they were appended.</summary>
public sealed record HourlyBlob(string Name, long Bytes);

/// <summary>
/// A day of the archive: its hourly blobs, and its manifest once it has been compacted. So many bytes of the hourly blobs are taken into
/// compacted days, this one or later ones; null where no manifest says.
/// </summary>
public sealed record ArchiveDay(DateOnly Day, ArchiveManifest? Manifest, IReadOnlyList<HourlyBlob> Hours, long? Taken)
{
    /// <summary>There are lines that no manifest covers: the day is not compacted yet, or they came after it had been.</summary>
    public bool HasMore => Hours.Sum(blob => blob.Bytes) > (Taken ?? (Manifest is null ? 0 : long.MaxValue));

    /// <summary>The blobs that hold the lines of the day: the compacted one, and the hourly ones while they have more.</summary>
    public IReadOnlyList<string> Blobs =>
    [
        .. Manifest is null ? (string[])[] : [Manifest.Blob],
        .. HasMore ? (IEnumerable<string>)Hours.Select(blob => blob.Name).Order(StringComparer.Ordinal) : [],
    ];

    /// <summary>All days there are, oldest first.</summary>
    public static IReadOnlyList<ArchiveDay> Of(IReadOnlyList<ArchiveManifest> manifests, ILookup<DateOnly, HourlyBlob> hours)
    {
        var byDay = manifests.ToDictionary(manifest => manifest.Day);
        var taken = manifests.SelectMany(manifest => manifest.Taken ?? []).GroupBy(part => part.Day).ToDictionary(day => day.Key, day => day.Max(part => part.Bytes));
        return
        [
            .. byDay.Keys.Union(hours.Select(day => day.Key)).Order().Select(day =>
                new ArchiveDay(day, byDay.GetValueOrDefault(day), [.. hours[day]], taken.TryGetValue(day, out var bytes) ? bytes : null)),
        ];
    }
}

namespace LocalHost.Tables.Entities;

/// <summary>The properties that every row has, and the suffix that announces a property's EDM type.</summary>
internal static class EntityNames
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";
    public const string TypeSuffix = "@odata.type";

    /// <summary>True for what the service itself keeps and for annotations: never sent.</summary>
    public static bool IsServerSide(string name) => name is Timestamp or ETag || name.StartsWith("odata.", StringComparison.Ordinal);
}

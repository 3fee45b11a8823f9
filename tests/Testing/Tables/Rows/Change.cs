namespace Testing.Tables.Rows;

internal enum ChangeKind
{
    Insert,
    Replace,
    Merge,
    Delete,
}

/// <summary>One write to one row. Without a condition a Replace or Merge also inserts; <c>*</c> meets any row that is there.</summary>
internal sealed record Change(ChangeKind Kind, string PartitionKey, string RowKey, string? IfMatch, byte[] Properties);

namespace Testing.Tables.Rows;

/// <summary>The types that a property can have.</summary>
internal enum EdmKind : byte
{
    String,
    Boolean,
    Int32,
    Int64,
    Double,
    DateTime,
    Guid,
    Binary,
}

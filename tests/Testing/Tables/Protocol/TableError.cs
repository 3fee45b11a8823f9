namespace Testing.Tables.Protocol;

/// <summary>An answer that refuses, in the service's own words ("Table service error codes").</summary>
internal sealed record TableError(int Status, string Code, string Message)
{
    public static readonly TableError InvalidInput = new(400, "InvalidInput", "One of the request inputs is not valid.");
    public static readonly TableError OutOfRangeInput = new(400, "OutOfRangeInput", "One of the request inputs is out of range.");
    public static readonly TableError PropertiesNeedValue =
        new(400, "PropertiesNeedValue", "The values are not specified for all properties in the entity.");
    public static readonly TableError KeyValueTooLarge =
        new(400, "KeyValueTooLarge", "The key property value exceeds the maximum allowed size (1KB).");
    public static readonly TableError PropertyNameTooLong =
        new(400, "PropertyNameTooLong", "The property name exceeds the maximum allowed length.");
    public static readonly TableError PropertyNameInvalid = new(400, "PropertyNameInvalid", "The property name is invalid.");
    public static readonly TableError PropertyValueTooLarge =
        new(400, "PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB).");
    public static readonly TableError DuplicateProperties =
        new(400, "DuplicatePropertiesSpecified", "A property is specified more than one time.");
    public static readonly TableError TooManyProperties =
        new(400, "TooManyProperties", "The entity contains more properties than allowed.");
    public static readonly TableError EntityTooLarge =
        new(400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    public static readonly TableError InvalidDuplicateRow = new(400, "InvalidDuplicateRow",
        "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.");
    public static readonly TableError DifferentPartitions = new(400, "CommandsInBatchActOnDifferentPartitions",
        "All commands in a batch must operate on same entity group.");
    public static readonly TableError TooManyOperations =
        new(400, "InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");
    public static readonly TableError BodyTooLarge = new(413, "RequestBodyTooLarge",
        "The request body is too large and exceeds the maximum permissible limit.");
    public static readonly TableError MissingHeader =
        new(400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified.");
    public static readonly TableError InvalidTableName =
        new(400, "InvalidResourceName", "The specifed resource name contains invalid characters.");
    public static readonly TableError NotImplemented =
        new(501, "NotImplemented", "The requested operation is not implemented on the specified resource.");
    public static readonly TableError RowNotFound = new(404, "ResourceNotFound", "The specified resource does not exist.");
    public static readonly TableError TableNotFound = new(404, "TableNotFound", "The table specified does not exist.");
    public static readonly TableError TableAlreadyExists = new(409, "TableAlreadyExists", "The table specified already exists.");
    public static readonly TableError TableBeingDeleted = new(409, "TableBeingDeleted", "The specified table is being deleted. Try operation later.");
    public static readonly TableError RowAlreadyExists = new(409, "EntityAlreadyExists", "The specified entity already exists.");
    public static readonly TableError ConditionNotMet =
        new(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");
}

/// <summary>Ends the handling of a request that the service refuses to understand.</summary>
internal sealed class RefusedException(TableError error) : Exception(error.Message)
{
    public TableError Error { get; } = error;
}

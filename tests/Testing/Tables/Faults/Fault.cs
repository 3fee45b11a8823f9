namespace Testing.Tables.Faults;

internal enum FaultKind
{
    Answer,
    Reset,
    Timeout,
    Stop,
    None,
}

/// <summary>
/// What goes wrong with one request. By itself a fault strikes before the service does anything; AfterCommit makes it
/// strike after the work is done, so that only the answer is lost.
/// </summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>The account is over its limits.</summary>
    public static Fault ServerBusy { get; } = Answer(503, "ServerBusy", "The server is currently unable to receive requests.");

    public static Fault OperationTimedOut { get; } =
        Answer(500, "OperationTimedOut", "Operation could not be completed within the specified time.");

    public static Fault InternalError { get; } = Answer(500, "InternalError", "The server encountered an internal error.");

    public static Fault TooManyRequests { get; } = Answer(429, "TooManyRequests", "The request rate is too high.");

    /// <summary>Another process deleted the table and the service has not finished with that.</summary>
    public static Fault TableBeingDeleted { get; } = Answer(409, "TableBeingDeleted", "The specified table is being deleted.");

    public static Fault TableNotFound { get; } = Answer(404, "TableNotFound", "The table specified does not exist.");

    /// <summary>The connection breaks.</summary>
    public static Fault Reset { get; } = new(FaultKind.Reset);

    /// <summary>No answer comes in the time that the client allows for one.</summary>
    public static Fault Timeout { get; } = new(FaultKind.Timeout);

    /// <summary>The calling process ends here: this request and all later ones on the same transport throw ProcessStoppedException.</summary>
    public static Fault Stop { get; } = new(FaultKind.Stop);

    internal FaultKind Kind { get; }

    internal int Status { get; private init; }

    internal string Code { get; private init; } = "";

    internal string Message { get; private init; } = "";

    internal bool IsAfterCommit { get; private init; }

    internal TimeSpan Delay { get; private init; }

    /// <summary>Any other refusal.</summary>
    public static Fault Answer(int status, string code, string message) =>
        new(FaultKind.Answer) { Status = status, Code = code, Message = message };

    /// <summary>Nothing goes wrong, but it takes that long before the service starts on it.</summary>
    public static Fault Slow(TimeSpan delay) => new(FaultKind.None) { Delay = delay };

    public Fault AfterCommit() => this with { IsAfterCommit = true };

    public Fault After(TimeSpan delay) => this with { Delay = delay };
}

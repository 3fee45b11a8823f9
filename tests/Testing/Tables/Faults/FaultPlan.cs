namespace Testing.Tables.Faults;

/// <summary>Ready-made answers to "what goes wrong with this request?".</summary>
public static class FaultPlan
{
    private static readonly Fault[] Usual =
    [
        Fault.ServerBusy, Fault.OperationTimedOut, Fault.TooManyRequests, Fault.Reset, Fault.Timeout,
        Fault.Reset.AfterCommit(), Fault.Timeout.AfterCommit(), Fault.OperationTimedOut.AfterCommit(),
    ];

    /// <summary>Ends the process at the n-th request, before it has any effect.</summary>
    public static Func<TableRequest, Fault?> StopAtRequest(long number) =>
        request => request.Number == number ? Fault.Stop : null;

    public static Func<TableRequest, Fault?> StopBeforeWrite(long number) =>
        request => request.WriteNumber == number ? Fault.Stop : null;

    public static Func<TableRequest, Fault?> StopAfterWrite(long number) =>
        request => request.WriteNumber == number ? Fault.Stop.AfterCommit() : null;

    /// <summary>One fault for the n-th request.</summary>
    public static Func<TableRequest, Fault?> Once(long number, Fault fault) => request => request.Number == number ? fault : null;

    /// <summary>One fault for the n-th write.</summary>
    public static Func<TableRequest, Fault?> OnceAtWrite(long number, Fault fault) =>
        request => request.WriteNumber == number ? fault : null;

    /// <summary>
    /// Faults by chance, the same for the same seed and the same order of requests. The service's own refusals, lost
    /// connections, timeouts, and all of those after the commit; or the faults given.
    /// </summary>
    public static Func<TableRequest, Fault?> Random(int seed, double rate, params Fault[] faults)
    {
        var chance = new Random(seed);
        var choice = faults.Length == 0 ? Usual : faults;
        return _ =>
        {
            lock (chance)
            {
                return chance.NextDouble() < rate ? choice[chance.Next(choice.Length)] : null;
            }
        };
    }
}

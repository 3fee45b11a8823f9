namespace Testing.Tables.Faults;

/// <summary>
/// Ready-made answers to "what goes wrong with this request?". Each counts from when it was made: the first request after
/// that is number 1, whatever came before.
/// </summary>
public static class FaultPlan
{
    private static readonly Fault[] Usual =
    [
        Fault.ServerBusy, Fault.OperationTimedOut, Fault.TooManyRequests, Fault.Reset, Fault.Timeout,
        Fault.Reset.AfterCommit(), Fault.Timeout.AfterCommit(), Fault.OperationTimedOut.AfterCommit(),
    ];

    /// <summary>Ends the process at the n-th request, before that has any effect.</summary>
    public static Func<TableRequest, Fault?> StopAtRequest(int number) => At(number, Fault.Stop);

    public static Func<TableRequest, Fault?> StopBeforeWrite(int number) => AtWrite(number, Fault.Stop);

    public static Func<TableRequest, Fault?> StopAfterWrite(int number) => AtWrite(number, Fault.Stop.AfterCommit());

    /// <summary>One fault, for the n-th request.</summary>
    public static Func<TableRequest, Fault?> At(int number, Fault fault)
    {
        var seen = 0;
        return _ => Interlocked.Increment(ref seen) == number ? fault : null;
    }

    /// <summary>One fault, for the n-th request that writes.</summary>
    public static Func<TableRequest, Fault?> AtWrite(int number, Fault fault)
    {
        var seen = 0;
        return request => request.IsWrite && Interlocked.Increment(ref seen) == number ? fault : null;
    }

    /// <summary>
    /// Faults by chance, the same for the same seed and the same order of requests: the service's own refusals, lost
    /// connections and timeouts, before and after the commit; or the faults given.
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

    /// <summary>What the first plan says that says anything. All of them count every request.</summary>
    public static Func<TableRequest, Fault?> FirstOf(params Func<TableRequest, Fault?>[] plans) =>
        request => plans.Select(plan => plan(request)).ToList().Find(fault => fault is not null);
}

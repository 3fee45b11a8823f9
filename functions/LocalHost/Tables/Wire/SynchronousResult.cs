using System.Diagnostics;

namespace LocalHost.Tables.Wire;

/// <summary>Results of operations that were told to run synchronously.</summary>
internal static class SynchronousResult
{
    /// <summary>The result of a task that never waited; it would be a deadlock in the making to wait for one that did.</summary>
    public static T Finished<T>(this ValueTask<T> task)
    {
        Debug.Assert(task.IsCompleted, "A synchronous call must not have gone asynchronous.");
        return task.GetAwaiter().GetResult();
    }
}

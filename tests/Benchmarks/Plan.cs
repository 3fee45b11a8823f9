namespace Benchmarks;

/// <summary>How long and how often is measured. Azurite rewrites its file every five seconds, so a window takes in one rewriting.</summary>
internal sealed record Plan(TimeSpan WarmUp, TimeSpan Window, int Rounds, int FewMembers, int ManyMembers, int Starts)
{
    public static readonly Plan Full = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(5), 3, 100, 100_000, 5);
    public static readonly Plan Quick = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2.5), 1, 100, 10_000, 1);

    /// <summary>How many callers are at work at once.</summary>
    public static readonly IReadOnlyList<int> Callers = [16, 32];
}

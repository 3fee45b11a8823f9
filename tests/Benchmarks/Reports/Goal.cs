using System.Globalization;

namespace Benchmarks.Reports;

/// <summary>Something that the hub has to reach, and what it reached.</summary>
internal sealed record Goal(string Name, double Reached, string Sign, double Bound, string Unit = "")
{
    public bool IsMet => Sign == "≥" ? Reached >= Bound : Reached <= Bound;

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"  {(IsMet ? "met    " : "NOT MET")}  {Name}: {Reached:0.##}{Unit}, {Sign} {Bound:0.##}{Unit} wanted");
}

using Benchmarks;
using Benchmarks.Reports;
using Benchmarks.Scale;

Console.WriteLine(Machine.Line());
if (args.Contains("scale"))
{
    var reached = await new ScaleSession(args.Contains("--quick") ? [10_000, 100_000] : [100_000, 1_000_000]).RunAsync();
    return reached.All(x => x.IsMet) ? 0 : 1;
}

var plan = args.Contains("--quick") ? Plan.Quick : Plan.Full;
var at = Array.IndexOf(args, "--hub");
var hubFolder = at >= 0 && at + 1 < args.Length ? Path.GetFullPath(args[at + 1]) : AppContext.BaseDirectory;
var goals = await new Session(plan, hubFolder).RunAsync();
return goals.All(x => x.IsMet) ? 0 : 1;

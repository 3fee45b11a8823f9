using Benchmarks;
using Benchmarks.Reports;

var plan = args.Contains("--quick") ? Plan.Quick : Plan.Full;
var at = Array.IndexOf(args, "--hub");
var hubFolder = at >= 0 && at + 1 < args.Length ? Path.GetFullPath(args[at + 1]) : AppContext.BaseDirectory;
Console.WriteLine(Machine.Line());
var goals = await new Session(plan, hubFolder).RunAsync();
return goals.All(x => x.IsMet) ? 0 : 1;

using System.Diagnostics;

namespace Benchmarks.Processes;

/// <summary>Processor time and memory of another process.</summary>
internal sealed class ProcessMeter(Process process)
{
    private const double BytesInMegabyte = 1024 * 1024;

    public TimeSpan ProcessorTime => Fresh().TotalProcessorTime;

    public double ResidentMegabytes => Fresh().WorkingSet64 / BytesInMegabyte;

    public double PeakMegabytes => Fresh().PeakWorkingSet64 / BytesInMegabyte;

    private Process Fresh()
    {
        process.Refresh();
        return process;
    }
}

using LocalHost.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplication
{
    /// <summary>Reads the host's own options off the command line and leaves the others to the app.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) =>
        StartFault.EndsProcess(() => new FunctionsApplicationBuilder(LaunchOptions.Parse(args), endsProcess: true));
}

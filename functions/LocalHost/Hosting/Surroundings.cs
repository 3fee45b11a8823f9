using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LocalHost.Hosting;

/// <summary>What every trigger needs. <c>GiveUp</c> is cancelled when calls in flight have had their time at a stop.</summary>
internal sealed record Surroundings(
    IConfiguration Configuration, HostJson Host, TimeProvider Clock, ILoggerFactory Loggers, CancellationToken GiveUp);

using Microsoft.Extensions.Configuration;

namespace LocalHost.Azurite;

internal sealed class AzuriteLease : IDisposable
{
    public static Task<AzuriteLease?> TakeAsync(IConfiguration configuration, string data, CancellationToken cancellation) => Task.FromResult<AzuriteLease?>(null);
    public static Task ReleaseAsync() => Task.CompletedTask;
    public void Dispose() { }
}

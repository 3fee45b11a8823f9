using System.Reflection;
using LocalHost.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Collects what an app registers; what it builds is the app, its host and the services it would find on Azure.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly LaunchOptions _options;
    private readonly Places _places;
    private readonly bool _endsProcess;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    internal FunctionsApplicationBuilder(LaunchOptions options, bool endsProcess)
    {
        _options = options;
        _places = Places.Find(options);
        _endsProcess = endsProcess;
        _web = HostSetup.CreateWebBuilder(options, _places);
    }

    public IServiceCollection Services => _web.Services;

    public ConfigurationManager Configuration => _web.Configuration;

    public ILoggingBuilder Logging => _web.Logging;

    public IHostEnvironment Environment => _web.Environment;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>The assemblies whose functions run; the entry assembly unless a test says otherwise.</summary>
    internal IReadOnlyList<Assembly> Assemblies { get; set; } = Assembly.GetEntryAssembly() is { } entry ? [entry] : [];

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    public IHost Build() => _endsProcess
        ? StartFault.EndsProcess(() => new LocalApplication(_web, _options, _places, Assemblies, _middleware) { EndsProcess = true })
        : new LocalApplication(_web, _options, _places, Assemblies, _middleware);
}

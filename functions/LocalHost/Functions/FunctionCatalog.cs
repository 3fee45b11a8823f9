using System.Reflection;
using LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Functions;

/// <summary>The functions of an app by name, letter case aside.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, LocalFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    public FunctionCatalog(IEnumerable<Assembly> assemblies)
    {
        foreach (var method in assemblies.SelectMany(x => x.GetExportedTypes()).SelectMany(Methods))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
                continue;
            if (!_functions.TryAdd(function.Name, new(function.Name, method)))
                throw new StartFault($"Two functions are named {function.Name}");
        }
    }

    public IReadOnlyCollection<LocalFunction> All => _functions.Values;

    public LocalFunction? Find(string name) => _functions.GetValueOrDefault(name);

    public IEnumerable<(LocalFunction Function, T Trigger)> Of<T>() =>
        _functions.Values.Where(x => x.Trigger is T).Select(x => (x, (T)(object)x.Trigger));

    private static MethodInfo[] Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
}

using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace LocalHost.Functions;

/// <summary>Where the parts of a function's result go: one to the caller, the others to output bindings.</summary>
internal sealed class ResultPlan
{
    private static readonly Func<object, object?> Whole = result => result;

    private ResultPlan(Func<object, object?>? http, IReadOnlyList<Part> outputs)
    {
        Http = http;
        Outputs = outputs;
    }

    /// <summary>Takes the answer to an HTTP request out of the result; null when nothing of it is meant for the caller.</summary>
    public Func<object, object?>? Http { get; }

    public IReadOnlyList<Part> Outputs { get; }

    public static ResultPlan For(MethodInfo method)
    {
        var onMethod = method.GetCustomAttributes<OutputBindingAttribute>().Select(x => new Part(x, Whole)).ToList();
        if (onMethod.Count > 0)
            return new(null, onMethod);
        var parts = (MethodCall.ResultOf(method.ReturnType)?.GetProperties() ?? [])
            .Select(x => (Property: x, Output: x.GetCustomAttribute<OutputBindingAttribute>()))
            .Where(x => x.Output is not null)
            .Select(x => new Part(x.Output!, Getter(x.Property)))
            .ToList();
        return parts.Count == 0
            ? new(Whole, [])
            : new(parts.Find(x => x.Output is HttpResultAttribute)?.Read, parts.FindAll(x => x.Output is not HttpResultAttribute));
    }

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var call = MethodCall.CompileCall(property.GetMethod!);
        return result => call(result, []);
    }

    internal sealed class Part(OutputBindingAttribute output, Func<object, object?> read)
    {
        public OutputBindingAttribute Output => output;

        public Func<object, object?> Read => read;
    }
}

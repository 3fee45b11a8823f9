using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace LocalHost.Functions;

/// <summary>A function found in the app, with everything that reflection can tell worked out once.</summary>
internal sealed class LocalFunction : FunctionDefinition
{
    private readonly Lazy<MethodCall> _call;
    private readonly Func<Invocation, object?>[] _parameters;

    public LocalFunction(string name, MethodInfo method)
    {
        Name = name;
        Method = method;
        var trigger = method.GetParameters().Where(x => x.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToArray();
        if (trigger.Length != 1)
            throw Fault($"{trigger.Length} parameters with a trigger, one is needed");
        Trigger = trigger[0].GetCustomAttribute<TriggerBindingAttribute>()!;
        Result = ResultPlan.For(method);
        _parameters = Array.ConvertAll(method.GetParameters(), x => ParameterBinding.For(this, x));
        BodyType = ParameterBinding.BodyOf(method);
        _call = new(() => MethodCall.Compile(method));
    }

    public override string Name { get; }

    public override string Id => Name;

    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override string PathToAssembly => Method.DeclaringType!.Assembly.Location;

    public MethodInfo Method { get; }

    public TriggerBindingAttribute Trigger { get; }

    public ResultPlan Result { get; }

    /// <summary>The type the request's body is read into, or null when no parameter asks for it.</summary>
    public Type? BodyType { get; }

    public Hosting.StartFault Fault(string reason) => new($"Function {Name} ({EntryPoint}): {reason}");

    /// <summary>Binds the parameters, makes the instance in the invocation's scope and calls the method.</summary>
    public ValueTask<object?> CallAsync(Invocation invocation)
    {
        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = _parameters[i](invocation);
        var instance = Method.IsStatic ? null : invocation.InstanceServices.GetService(Method.DeclaringType!);
        return _call.Value.InvokeAsync(instance, arguments);
    }
}

using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace LocalHost.Functions;

/// <summary>Decides once, from a parameter's type and attributes, where its value comes from in each invocation.</summary>
internal static class ParameterBinding
{
    public static Func<Invocation, object?> For(LocalFunction function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext))
            return invocation => invocation;
        if (type == typeof(CancellationToken))
            return invocation => invocation.CancellationToken;
        if (IsBody(parameter))
            return invocation => invocation.Body;
        if (parameter.IsDefined(typeof(Microsoft.Azure.Functions.Worker.Extensions.Abstractions.TriggerBindingAttribute)))
            return Trigger(function, parameter);
        if (function.Trigger is HttpTriggerAttribute)
            return Route(function, parameter);
        throw function.Fault($"nothing to bind parameter {parameter.Name} of type {type.Name} to");
    }

    /// <summary>The type of the parameter that takes the request's body, or null.</summary>
    public static Type? BodyOf(MethodInfo method) => method.GetParameters().FirstOrDefault(IsBody)?.ParameterType;

    private static bool IsBody(ParameterInfo parameter) => parameter.IsDefined(typeof(FromBodyAttribute))
        || (parameter.IsDefined(typeof(HttpTriggerAttribute)) && parameter.ParameterType != typeof(HttpRequest));

    private static Func<Invocation, object?> Trigger(LocalFunction function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        switch (function.Trigger)
        {
            case HttpTriggerAttribute:
                return invocation => invocation.Http!.Request;
            case TimerTriggerAttribute when type == typeof(TimerInfo):
                return invocation => invocation.Input;
            case ServiceBusTriggerAttribute queue:
                return Payload.Binding(type, queue.IsBatched) ?? throw function.Fault($"a batch cannot be a {type.Name}, take an array");
            case EventGridTriggerAttribute topic:
                return Payload.Binding(type, topic.IsBatched) ?? throw function.Fault($"a batch cannot be a {type.Name}, take an array");
            default:
                throw function.Fault($"{function.Trigger.GetType().Name} cannot bind to {type.Name}");
        }
    }

    private static Func<Invocation, object?> Route(LocalFunction function, ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var otherwise = parameter.HasDefaultValue && parameter.DefaultValue is not null ? parameter.DefaultValue
            : type == parameter.ParameterType && type.IsValueType ? Activator.CreateInstance(type)
            : null;
        if (type == typeof(string))
            return invocation => invocation.Http!.Request.RouteValues[name] ?? otherwise;
        var converter = TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string)))
            throw function.Fault($"nothing to bind parameter {name} of type {type.Name} to; take the HttpRequest and ask it");
        return invocation => invocation.Http!.Request.RouteValues[name] is string text
            ? converter.ConvertFromString(null, CultureInfo.InvariantCulture, text)
            : otherwise;
    }
}

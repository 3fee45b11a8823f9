using System.Reflection;
using System.Reflection.Emit;

namespace LocalHost.Functions;

/// <summary>A method compiled to a delegate, whatever it returns: nothing, a value or a task of either.</summary>
internal sealed class MethodCall
{
    private readonly Func<object?, object?[], object?> _call;
    private readonly Func<object?, ValueTask<object?>> _await;

    private MethodCall(Func<object?, object?[], object?> call, Func<object?, ValueTask<object?>> await)
    {
        _call = call;
        _await = await;
    }

    public ValueTask<object?> InvokeAsync(object? instance, object?[] arguments) => _await(_call(instance, arguments));

    public static MethodCall Compile(MethodInfo method) => new(CompileCall(method), Awaiting(method.ReturnType));

    /// <summary>The type of the value that a method gives in the end, or null when it gives none.</summary>
    public static Type? ResultOf(Type returned) => returned == typeof(void) || returned == typeof(Task) || returned == typeof(ValueTask) ? null
        : IsTaskOf(returned) ? returned.GenericTypeArguments[0]
        : returned;

    private static bool IsTaskOf(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    public static Func<object?, object?[], object?> CompileCall(MethodInfo method)
    {
        var call = new DynamicMethod(method.Name, typeof(object), [typeof(object), typeof(object[])], typeof(MethodCall).Module, true);
        var il = call.GetILGenerator();
        if (!method.IsStatic)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(method.DeclaringType!.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, method.DeclaringType);
        }

        var parameters = method.GetParameters();
        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Unbox_Any, parameters[i].ParameterType);
        }

        il.Emit(method.IsStatic ? OpCodes.Call : OpCodes.Callvirt, method);
        if (method.ReturnType == typeof(void))
            il.Emit(OpCodes.Ldnull);
        else if (method.ReturnType.IsValueType)
            il.Emit(OpCodes.Box, method.ReturnType);
        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<Func<object?, object?[], object?>>();
    }

    private static Func<object?, ValueTask<object?>> Awaiting(Type returned)
    {
        if (returned == typeof(Task))
            return AwaitTask;
        if (returned == typeof(ValueTask))
            return AwaitValueTask;
        if (!IsTaskOf(returned))
            return ValueTask.FromResult;
        var name = returned.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(AwaitTaskOf) : nameof(AwaitValueTaskOf);
        return typeof(MethodCall).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(returned.GenericTypeArguments[0])
            .CreateDelegate<Func<object?, ValueTask<object?>>>();
    }

    private static async ValueTask<object?> AwaitTask(object? task)
    {
        await (Task)task!;
        return null;
    }

    private static async ValueTask<object?> AwaitValueTask(object? task)
    {
        await (ValueTask)task!;
        return null;
    }

    private static async ValueTask<object?> AwaitTaskOf<T>(object? task) => await (Task<T>)task!;

    private static async ValueTask<object?> AwaitValueTaskOf<T>(object? task) => await (ValueTask<T>)task!;
}

using System.Reflection;

namespace LocalHost.Tests.Api;

/// <summary>Documentation-comment ids (C# specification, annex D).</summary>
internal static class ApiNames
{
    public static string OfType(Type type)
    {
        if (type.IsByRef)
        {
            return OfType(type.GetElementType()!) + "@";
        }

        if (type.IsArray)
        {
            return $"{OfType(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        }

        var name = type.IsNested ? $"{Definition(type.DeclaringType!)}.{type.Name}" : Definition(type);
        var arguments = type.GetGenericArguments();
        return arguments.Length == 0 || type.IsGenericTypeDefinition
            ? name
            : $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', arguments.Select(OfType))}}}";
    }

    public static string OfMethod(MethodBase method)
    {
        var name = method.IsConstructor ? "#ctor" : method.Name;
        var arity = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        var result = method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion ? $"~{OfType(conversion.ReturnType)}" : "";
        return $"M:{OfType(method.DeclaringType!)}.{name}{arity}{Parameters(method.GetParameters())}{result}";
    }

    public static string OfProperty(PropertyInfo property) =>
        $"P:{OfType(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}";

    private static string Definition(Type type) => type.IsNested
        ? $"{Definition(type.DeclaringType!)}.{type.Name}"
        : string.IsNullOrEmpty(type.Namespace) ? type.Name : $"{type.Namespace}.{type.Name}";

    private static string Parameters(ParameterInfo[] parameters) => parameters.Length == 0
        ? ""
        : $"({string.Join(',', parameters.Select(parameter => OfType(parameter.ParameterType)))})";
}

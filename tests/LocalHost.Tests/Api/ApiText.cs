using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LocalHost.Tests.Api;

/// <summary>Renders what a type declares for others (public and protected) in the form of the listings.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The type's own line, then one for each member.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        var members = type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"F:{ApiNames.OfType(type)}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}")
            : Members(type);
        return members.Order(StringComparer.Ordinal).Prepend(OfType(type));
    }

    private static IEnumerable<string> Members(Type type)
    {
        var methods = type.GetMethods(Declared).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));
        var fields = type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly);
        return type.GetConstructors(Declared & ~BindingFlags.Static).Where(IsVisible).Select(OfMethod)
            .Concat(methods.Where(IsVisible).Select(OfMethod))
            .Concat(type.GetProperties(Declared).Where(IsVisible).Select(OfProperty))
            .Concat(fields.Select(field => $"F:{ApiNames.OfType(type)}.{field.Name} : {ApiNames.OfType(field.FieldType)}"))
            .Concat(type.GetEvents(Declared).Select(notice => $"E:{ApiNames.OfType(type)}.{notice.Name} : {ApiNames.OfType(notice.EventHandlerType!)}"));
    }

    private static string OfType(Type type)
    {
        var isStatic = type is { IsAbstract: true, IsSealed: true };
        var isClass = type.IsClass && !IsDelegate(type);
        var interfaces = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Select(ApiNames.OfType).Order(StringComparer.Ordinal);
        var flags = new Flags()
            .Add(type.IsEnum, "enum").Add(type.IsInterface, "interface").Add(type.IsValueType && !type.IsEnum, "struct")
            .Add(IsDelegate(type), "delegate").Add(isClass && isStatic, "static")
            .Add(isClass && !isStatic && type.IsAbstract, "abstract").Add(isClass && !isStatic && type.IsSealed, "sealed")
            .AddList("implements", type.IsEnum || IsDelegate(type) ? [] : interfaces)
            .Add(Usage(type) is not null, $"usage: {Usage(type)}");
        return $"T:{ApiNames.OfType(type)} : {(type.IsInterface ? "-" : ApiNames.OfType(type.BaseType!))}{flags}";
    }

    private static string OfMethod(MethodBase method)
    {
        var parameters = method.GetParameters();
        var flags = Modifiers(method)
            .Add(method.IsDefined(typeof(ExtensionAttribute)), "extension")
            .Add(parameters.Any(parameter => parameter.IsDefined(typeof(ParamArrayAttribute))), "params")
            .AddList("out", parameters.Where(parameter => parameter.IsOut).Select(parameter => parameter.Name!))
            .AddList("optional", parameters.Where(parameter => parameter.IsOptional).Select(parameter => parameter.Name!))
            .AddList("names", parameters.Select(parameter => parameter.Name!))
            .AddList("defaults", parameters.Where(parameter => parameter.HasDefaultValue).Select(Default));
        foreach (var parameter in method.IsGenericMethod ? method.GetGenericArguments() : [])
        {
            flags.AddList($"where {ApiNames.OfType(parameter)}", Constraints(parameter));
        }

        flags.Add(method.IsDefined(typeof(ObsoleteAttribute)), "obsolete");
        var result = method is MethodInfo { ReturnType: var type } ? type : typeof(void);
        return $"{ApiNames.OfMethod(method)} : {ApiNames.OfType(result)}{flags}";
    }

    private static string OfProperty(PropertyInfo property)
    {
        var flags = Modifiers(property.GetAccessors(nonPublic: true).First(IsVisible))
            .Add(property.GetMethod is { } getter && IsVisible(getter), "get")
            .Add(property.SetMethod is { } setter && IsVisible(setter), "set")
            .AddList("names", property.GetIndexParameters().Select(parameter => parameter.Name!));
        return $"{ApiNames.OfProperty(property)} : {ApiNames.OfType(property.PropertyType)}{flags}";
    }

    private static Flags Modifiers(MethodBase method)
    {
        var isOverride = method is MethodInfo info && info.GetBaseDefinition() != info;
        return new Flags()
            .Add(method.IsFamily || method.IsFamilyOrAssembly, "protected")
            .Add(method.IsStatic, "static")
            .Add(method.IsAbstract, "abstract")
            .Add(isOverride, "override")
            .Add(method is { IsVirtual: true, IsFinal: false, IsAbstract: false } && !isOverride, "virtual");
    }

    private static IEnumerable<string> Constraints(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        IEnumerable<string> first = isStruct ? ["struct"] : attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : [];
        IEnumerable<string> last = !isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : [];
        return first.Concat(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(ApiNames.OfType)).Concat(last);
    }

    private static string Default(ParameterInfo parameter) => parameter.Name + "=" + parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string? Usage(Type type)
    {
        var usage = type.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == typeof(AttributeUsageAttribute));
        return usage is null
            ? null
            : string.Join(", ", usage.NamedArguments
                .Select(named => $"{named.MemberName}={(named.TypedValue.Value is true ? "true" : "false")}")
                .Prepend(((AttributeTargets)usage.ConstructorArguments[0].Value!).ToString()));
    }

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(MulticastDelegate));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(PropertyInfo property) => property.GetAccessors(nonPublic: true).Any(IsVisible);

    /// <summary>What stands in the brackets; nothing at all when there is nothing to say.</summary>
    private sealed class Flags
    {
        private readonly List<string> _flags = [];

        public Flags Add(bool applies, string flag)
        {
            if (applies)
            {
                _flags.Add(flag);
            }

            return this;
        }

        public Flags AddList(string name, IEnumerable<string> values)
        {
            var list = string.Join(", ", values);
            var separator = name == "implements" ? " " : ": ";
            return Add(list.Length > 0, name + separator + list);
        }

        public override string ToString() => _flags.Count == 0 ? "" : $" [{string.Join("; ", _flags)}]";
    }
}

using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Converters
{
    [AttributeUsage(
        AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Parameter,
        AllowMultiple = true)]
    public class InputConverterAttribute(Type converterType) : Attribute
    {
        public Type ConverterType { get; } = converterType;
    }
}

namespace Microsoft.Azure.Functions.Worker.Http
{
    /// <summary>Binds a parameter to the JSON body of the request.</summary>
    public class FromBodyAttribute : InputConverterAttribute
    {
        public FromBodyAttribute()
            : base(typeof(FromBodyAttribute))
        {
        }
    }
}

namespace Microsoft.Azure.Functions.Worker
{
    public enum AuthorizationLevel
    {
        Anonymous = 0,
        User = 1,
        Function = 2,
        System = 3,
        Admin = 4,
    }

    /// <summary>Wakes a function on HTTP. As under Core Tools, the authorization level is not checked on this machine.</summary>
    public sealed class HttpTriggerAttribute : TriggerBindingAttribute
    {
        public HttpTriggerAttribute()
        {
        }

        public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

        public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
        {
            AuthLevel = authLevel;
            Methods = methods;
        }

        public HttpTriggerAttribute(params string[] methods) => Methods = methods;

        public AuthorizationLevel AuthLevel { get; } = AuthorizationLevel.Function;

        public string[]? Methods { get; }

        public string? Route { get; set; }
    }

    /// <summary>Marks the property of a result type that is the answer to the request.</summary>
    [AttributeUsage(AttributeTargets.Property, AllowMultiple = false)]
    public sealed class HttpResultAttribute : OutputBindingAttribute;
}

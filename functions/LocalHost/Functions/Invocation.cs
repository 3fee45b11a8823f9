using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Functions;

/// <summary>One run of a function. Everything that few functions look at is made when asked for.</summary>
internal sealed class Invocation(LocalFunction function, IServiceProvider services) : FunctionContext
{
    private static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>();

    private string? _id;
    private IDictionary<object, object>? _items;
    private CancellationToken? _stopping;

    public LocalFunction Function { get; } = function;

    public HttpContext? Http { get; init; }

    /// <summary>What the trigger brings: payloads of messages or events, or a <see cref="TimerInfo"/>.</summary>
    public object? Input { get; init; }

    /// <summary>Tells a trigger's binding data; asked for at most once or twice, so it need not remember.</summary>
    public Func<IReadOnlyDictionary<string, object?>>? Data { get; init; }

    /// <summary>The body of the request, for the parameter that is bound to it.</summary>
    public object? Body { get; set; }

    public object? Result { get; set; }

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override string InvocationId => _id ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Id;

    public override FunctionDefinition FunctionDefinition => Function;

    public override TraceContext TraceContext => new Trace(Activity.Current);

    public override BindingContext BindingContext =>
        new Binding(Http?.Request.RouteValues.AsReadOnly() ?? Data?.Invoke() ?? Nothing);

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override CancellationToken CancellationToken => _stopping ?? Http?.RequestAborted ?? CancellationToken.None;

    public CancellationToken Stopping
    {
        init => _stopping = value;
    }

    private sealed class Binding(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class Trace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }
}

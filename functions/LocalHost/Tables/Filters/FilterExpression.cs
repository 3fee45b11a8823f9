using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables;

namespace LocalHost.Tables.Filters;

/// <summary>
/// Turns a predicate over an entity into an OData filter: comparisons of its properties with values, joined by
/// <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>. Whatever does not mention the entity is evaluated here.
/// </summary>
internal static class FilterExpression
{
    /// <summary>Null for a predicate that is simply true.</summary>
    /// <exception cref="NotSupportedException">The service has no such operation.</exception>
    public static string? Translate(LambdaExpression filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.Body is ConstantExpression { Value: true } ? null : Predicate(filter.Body);
    }

    private static string Predicate(Expression expression) => expression switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both =>
            $"({Predicate(both.Left)}) and ({Predicate(both.Right)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either =>
            $"({Predicate(either.Left)}) or ({Predicate(either.Right)})",
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Predicate(not.Operand)})",
        BinaryExpression comparison => Comparison(comparison),
        MethodCallExpression { Method.Name: nameof(Equals), Arguments.Count: 1, Object: { } subject } call =>
            Comparison(subject, "eq", call.Arguments[0]),
        MethodCallExpression { Method.Name: nameof(Equals), Arguments.Count: 2 } call =>
            Comparison(call.Arguments[0], "eq", call.Arguments[1]),
        _ when Column(expression) is { } column => column,
        _ when !MentionsEntity(expression) => FilterText.Literal(Evaluate(expression)),
        _ => throw new NotSupportedException($"A table filter cannot express {expression}."),
    };

    private static string Comparison(BinaryExpression comparison)
    {
        var operation = Operator(comparison.NodeType) ?? throw new NotSupportedException($"A table filter cannot express {comparison}.");
        return OrdinalComparison(comparison.Left) is var (left, right) && Evaluate(comparison.Right) is 0
            ? Comparison(left, operation, right)
            : Comparison(comparison.Left, operation, comparison.Right);
    }

    private static string Comparison(Expression left, string operation, Expression right)
    {
        if (Column(left) is { } column)
        {
            return $"{column} {operation} {Value(right, left)}";
        }

        return Column(right) is { } other
            ? $"{other} {Mirrored(operation)} {Value(left, right)}"
            : throw new NotSupportedException($"One side of {left} {operation} {right} must be a property of the entity.");
    }

    /// <summary>The two sides of <c>string.Compare(a, b, …)</c> or <c>a.CompareTo(b)</c>; the service compares ordinally, whatever is said.</summary>
    private static (Expression Left, Expression Right)? OrdinalComparison(Expression expression) => expression switch
    {
        MethodCallExpression { Method.Name: nameof(string.CompareTo), Object: { } left, Arguments.Count: 1 } call => (left, call.Arguments[0]),
        MethodCallExpression { Method: { Name: nameof(string.Compare), IsStatic: true } } call when call.Arguments.Count > 1 =>
            (call.Arguments[0], call.Arguments[1]),
        _ => null,
    };

    /// <summary>The property that an expression stands for: <c>e.Name</c>, <c>e["Name"]</c> or <c>e.GetString("Name")</c>.</summary>
    private static string? Column(Expression expression) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } convert =>
            Column(convert.Operand),
        MemberExpression { Member.Name: nameof(Nullable<int>.Value), Expression: MemberExpression inner } member
            when Nullable.GetUnderlyingType(inner.Type) == member.Type => Column(inner),
        MemberExpression { Expression: ParameterExpression } member => NameOf(member.Member),
        MethodCallExpression { Object: ParameterExpression subject, Arguments.Count: 1 } call
            when subject.Type == typeof(TableEntity) && call.Method.Name.StartsWith("Get", StringComparison.OrdinalIgnoreCase) =>
            Evaluate(call.Arguments[0]) as string,
        _ => null,
    };

    /// <summary>A value as a literal. The compiler turns enums into numbers, but they are stored by name.</summary>
    private static string Value(Expression expression, Expression column)
    {
        var value = Evaluate(expression);
        var type = column is UnaryExpression { Operand: var operand } ? operand.Type : column.Type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return FilterText.Literal(type.IsEnum && value is not null ? Enum.ToObject(type, value).ToString() : value is Enum ? value.ToString() : value);
    }

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        _ when MentionsEntity(expression) => throw new NotSupportedException($"A table filter cannot express {expression}."),
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };

    private static bool MentionsEntity(Expression expression)
    {
        var search = new ParameterSearch();
        search.Visit(expression);
        return search.Found;
    }

    private static string NameOf(MemberInfo member) =>
        member.GetCustomAttribute<System.Runtime.Serialization.DataMemberAttribute>()?.Name is { Length: > 0 } name ? name
            : member is { Name: "Name", DeclaringType: { } type } && type == typeof(Azure.Data.Tables.Models.TableItem) ? "TableName"
            : member.Name;

    private static string? Operator(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        _ => null,
    };

    private static string Mirrored(string operation) => operation switch
    {
        "lt" => "gt",
        "le" => "ge",
        "gt" => "lt",
        "ge" => "le",
        _ => operation,
    };

    private sealed class ParameterSearch : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found = true;
            return node;
        }
    }
}

using System.Text.Json;
using Azure.Core;
using Testing.Tables.Rows;

namespace Testing.Tables.Protocol;

/// <summary>Reads requests as the service would.</summary>
internal sealed class CallReader(PropertyNames names)
{
    private const int MaxBody = 4 * 1024 * 1024;

    [ThreadStatic]
    private static JsonRowReader? _rows;

    [ThreadStatic]
    private static PropertyNames? _rowNames;

    [ThreadStatic]
    private static MemoryStream? _body;

    /// <exception cref="RefusedException">The service would refuse it whatever it holds.</exception>
    public Call Read(Request request)
    {
        var resource = Resource.Parse(request.Uri.Path);
        var body = Body(request);
        var headers = CallHeaders.Of(request);
        return resource switch
        {
            { Name: Resource.Batch } => ReadBatch(request, resource, body, headers),
            { Name: Resource.Tables } => ReadTables(request, resource, body, headers),
            { IsRow: false } when request.Method == RequestMethod.Get => new(TableRequestKind.Query, resource, [], headers, request.Uri.Query),
            { IsRow: true } when request.Method == RequestMethod.Get => new(TableRequestKind.Read, resource, [], headers, request.Uri.Query),
            _ => new(TableRequestKind.Write, resource, [Change(request.Method.Method, resource, headers, body)], headers, ""),
        };
    }

    /// <summary>One write, alone or as part of a batch.</summary>
    public Change Change(string method, Resource resource, CallHeaders headers, ReadOnlySpan<byte> body)
    {
        var kind = (method, resource.IsRow) switch
        {
            ("POST", false) => ChangeKind.Insert,
            ("PUT", true) => ChangeKind.Replace,
            ("PATCH" or "MERGE", true) => ChangeKind.Merge,
            ("DELETE", true) => ChangeKind.Delete,
            _ => throw new RefusedException(TableError.NotImplemented),
        };
        if (kind == ChangeKind.Delete)
        {
            return headers.IfMatch is null
                ? throw new RefusedException(TableError.MissingHeader)
                : new Change(kind, resource.PartitionKey!, resource.RowKey!, headers.IfMatch, []);
        }

        var row = Rows().Read(body);
        if (kind == ChangeKind.Insert)
        {
            KeyRules.Check(row.PartitionKey);
            KeyRules.Check(row.RowKey);
            return new Change(kind, row.PartitionKey!, row.RowKey!, null, row.Properties);
        }

        return (row.PartitionKey ?? resource.PartitionKey) == resource.PartitionKey && (row.RowKey ?? resource.RowKey) == resource.RowKey
            ? new Change(kind, resource.PartitionKey!, resource.RowKey!, headers.IfMatch, row.Properties)
            : throw new RefusedException(TableError.InvalidInput);
    }

    private Call ReadBatch(Request request, Resource resource, ReadOnlySpan<byte> body, CallHeaders headers)
    {
        if (request.Method != RequestMethod.Post)
        {
            throw new RefusedException(TableError.NotImplemented);
        }

        var batch = new BatchReader(this).Read(body);
        return new(TableRequestKind.Batch, resource, batch.Changes, headers, "") { Table = batch.Table, BatchRefusal = batch.Refusal };
    }

    private static Call ReadTables(Request request, Resource resource, ReadOnlySpan<byte> body, CallHeaders headers)
    {
        var kind = request.Method.Method switch
        {
            "GET" => TableRequestKind.ListTables,
            "POST" => TableRequestKind.CreateTable,
            "DELETE" when resource.QuotedKey is not null => TableRequestKind.DeleteTable,
            _ => throw new RefusedException(TableError.NotImplemented),
        };
        var name = kind == TableRequestKind.CreateTable ? TableName(body) : null;
        return new(kind, resource, [], headers, request.Uri.Query) { Table = name ?? resource.QuotedKey ?? "", NewTable = name };
    }

    private static string TableName(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return JsonElement.ParseValue(ref reader).GetProperty("TableName").GetString() ?? throw new RefusedException(TableError.InvalidInput);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RefusedException(TableError.InvalidInput);
        }
    }

    /// <summary>Valid until the thread reads its next request.</summary>
    private static ReadOnlySpan<byte> Body(Request request)
    {
        if (request.Content is null)
        {
            return [];
        }

        var buffer = _body ??= new MemoryStream();
        buffer.SetLength(0);
        request.Content.WriteTo(buffer, CancellationToken.None);
        return buffer.Length >= MaxBody
            ? throw new RefusedException(TableError.BodyTooLarge)
            : buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
    }

    private JsonRowReader Rows()
    {
        if (_rowNames != names)
        {
            _rows = new JsonRowReader(names);
            _rowNames = names;
        }

        return _rows!;
    }
}

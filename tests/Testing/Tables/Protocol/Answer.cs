using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Core;

namespace Testing.Tables.Protocol;

/// <summary>What goes back for one request, or for one action of a batch.</summary>
internal sealed record Answer(int Status, List<HttpHeader> Headers, byte[]? Body = null)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _pooled;

    public static Answer Empty(int status, string? etag = null) =>
        new(status, etag is null ? [] : [new HttpHeader("ETag", etag)]);

    public static Answer Refused(TableError error, int? index = null)
    {
        var message = $"{(index is { } at ? $"{at}:" : "")}{error.Message}\nRequestId:00000000-0000-0000-0000-000000000000\nTime:2000-01-01T00:00:00.0000000Z";
        return Json(error.Status, (error.Code, message), static (json, e) =>
        {
            json.WriteStartObject("odata.error"u8);
            json.WriteString("code"u8, e.Code);
            json.WriteStartObject("message"u8);
            json.WriteString("lang"u8, "en-US"u8);
            json.WriteString("value"u8, e.message);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    public static Answer Json<T>(int status, T state, Action<Utf8JsonWriter, T> write)
    {
        var (buffer, json) = _pooled ??= New();
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        write(json, state);
        json.WriteEndObject();
        json.Flush();
        return new(status, [new HttpHeader("Content-Type", "application/json;odata=minimalmetadata")], buffer.WrittenSpan.ToArray());
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) New()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }
}

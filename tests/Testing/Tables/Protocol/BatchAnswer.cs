using System.Globalization;
using System.Text;
using Azure.Core;

namespace Testing.Tables.Protocol;

/// <summary>Writes the multipart answer to a batch: one part for each action, or the one that failed.</summary>
internal static class BatchAnswer
{
    private const string Head =
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n";

    private const string PartHead =
        "--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    private const string Foot = "--changesetresponse_1--\r\n--batchresponse_1--\r\n";

    public static Answer Of(IReadOnlyList<Answer> parts)
    {
        var text = new StringBuilder(Head, 512 + (parts.Count * 256));
        foreach (var part in parts)
        {
            text.Append(PartHead).Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {part.Status} {Reason(part.Status)}\r\n");
            foreach (var header in part.Headers)
            {
                text.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
            }

            text.Append("DataServiceVersion: 3.0;\r\n\r\n");
            text.Append(part.Body is null ? "" : Encoding.UTF8.GetString(part.Body)).Append("\r\n");
        }

        text.Append(Foot);
        return new Answer(202, [new HttpHeader("Content-Type", "multipart/mixed; boundary=batchresponse_1")], Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Reason(int status) => status switch
    {
        201 => "Created",
        204 => "No Content",
        404 => "Not Found",
        409 => "Conflict",
        412 => "Precondition Failed",
        _ => "Bad Request",
    };
}

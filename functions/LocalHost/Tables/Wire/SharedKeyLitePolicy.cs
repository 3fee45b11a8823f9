using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace LocalHost.Tables.Wire;

/// <summary>
/// Signs each attempt with the account key: HMAC-SHA256 over <c>{x-ms-date}\n/{account}{path}</c>, the path as it stands in
/// the URL and with <c>?comp=</c> where the URL has it ("Authorize with Shared Key", Shared Key Lite for Table Storage).
/// </summary>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    private static volatile Tuple<long, string> _date = new(0, "");

    public override void OnSendingRequest(HttpMessage message)
    {
        var date = Date();
        var uri = message.Request.Uri.ToUri();
        var signature = credential.Sign($"{date}\n/{credential.AccountName}{uri.AbsolutePath}{Component(uri.Query)}");
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{signature}");
    }

    private static string Component(string query)
    {
        if (query.Length == 0)
        {
            return "";
        }

        var component = query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("comp=", StringComparison.Ordinal));
        return component is null ? "" : "?" + component;
    }

    /// <summary>The header has whole seconds, so its text is made once a second.</summary>
    private static string Date()
    {
        var now = DateTimeOffset.UtcNow;
        var second = now.ToUnixTimeSeconds();
        var last = _date;
        if (last.Item1 != second)
        {
            _date = last = new(second, now.ToString("R", CultureInfo.InvariantCulture));
        }

        return last.Item2;
    }
}

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace LocalHost.Tables.Wire;

/// <summary>One account's table service: its address and the pipeline that reaches it.</summary>
internal sealed class TableEndpoint
{
    private readonly HttpPipeline _pipeline;
    private readonly string _version;

    public TableEndpoint(Uri uri, string accountName, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        Uri = uri;
        Address = uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        AccountName = accountName;
        _version = options.VersionText;
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = ErrorBody.Parser };
        pipeline.PerRetryPolicies.Add(authentication);
        _pipeline = HttpPipelineBuilder.Build(pipeline);
    }

    public Uri Uri { get; }

    /// <summary>The service's URL without a slash at its end.</summary>
    public string Address { get; }

    public string AccountName { get; }

    public static TableEndpoint WithKey(Uri uri, TableSharedKeyCredential credential, TableClientOptions? options) =>
        new(uri, credential.AccountName, new SharedKeyLitePolicy(credential), options);

    public static TableEndpoint WithToken(Uri uri, TokenCredential credential, TableClientOptions? options) =>
        new(uri, AccountOf(uri), new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"), options);

    public HttpMessage CreateMessage(RequestMethod method, string url, ResponseClassifier classifier)
    {
        var message = _pipeline.CreateMessage();
        message.ResponseClassifier = classifier;
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(new Uri(url));
        request.Headers.Add("x-ms-version", _version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    /// <exception cref="RequestFailedException">The answer is not one that the message's classifier accepts.</exception>
    public async ValueTask<Response> Send(HttpMessage message, bool async, CancellationToken cancellation)
    {
        if (async)
        {
            await _pipeline.SendAsync(message, cancellation);
        }
        else
        {
            _pipeline.Send(message, cancellation);
        }

        if (message.Request.Content is PooledBody body)
        {
            body.IsAnswered = true;
        }

        var response = message.Response;
        return response.IsError ? throw new RequestFailedException(response) : response;
    }

    /// <summary>The first label of the host's name, or the first segment of the path where the host is an address.</summary>
    private static string AccountOf(Uri uri) => uri.HostNameType == UriHostNameType.Dns && !uri.IsLoopback
        ? uri.Host.Split('.')[0]
        : uri.AbsolutePath.Trim('/').Split('/')[0];
}

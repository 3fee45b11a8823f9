using Azure;

namespace LocalHost.Tables.Wire;

/// <summary>The answer of a read that found no row.</summary>
internal sealed class NoValue<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException($"The row does not exist (status {response.Status}).");

    public override Response GetRawResponse() => response;
}

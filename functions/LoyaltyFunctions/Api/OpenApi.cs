namespace LoyaltyFunctions.Api;

/// <summary>The OpenAPI document as it stands beside this file, embedded. Tests hold it to the functions, problems and views of the code.</summary>
public static class OpenApi
{
    public static byte[] Document { get; } = Load();

    private static byte[] Load()
    {
        using var stream = typeof(OpenApi).Assembly.GetManifestResourceStream("LoyaltyFunctions.Api.openapi.json")
            ?? throw new InvalidOperationException("The OpenAPI document is not in the assembly.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}

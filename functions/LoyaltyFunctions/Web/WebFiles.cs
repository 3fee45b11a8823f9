using System.Collections.Frozen;
using System.Security.Cryptography;

namespace LoyaltyFunctions.Web;

/// <summary>A file of a page: its bytes, and a tag that changes with them.</summary>
public sealed record WebFile(byte[] Content, string ContentType, string ETag);

/// <summary>The files of one page as they are in the assembly, by their path behind the page's own.</summary>
public sealed class WebFiles
{
    public const string Index = "index.html";

    private const string Root = "web/";
    private const int TagDigits = 16;

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".mjs"] = "text/plain; charset=utf-8",
        [".py"] = "text/plain; charset=utf-8",
        [".cs"] = "text/plain; charset=utf-8",
        [".sh"] = "text/plain; charset=utf-8",
        [".md"] = "text/plain; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, WebFile> _files;

    private WebFiles(string page) => _files = Named(page).ToFrozenDictionary(file => file.Path, file => Load(file.Resource));

    public static WebFiles Console { get; } = new("console");

    public static WebFiles Docs { get; } = new("docs");

    public IEnumerable<string> Paths => _files.Keys;

    /// <summary>The file of a path; the page itself where there is none, null where there is no such file.</summary>
    public WebFile? Find(string path) => _files.GetValueOrDefault(path.Length == 0 ? Index : path);

    // Folders are named by the machine that built the assembly, which may write them with backslashes.
    private static IEnumerable<(string Path, string Resource)> Named(string page) =>
        from resource in typeof(WebFiles).Assembly.GetManifestResourceNames()
        let name = resource.Replace('\\', '/')
        where name.StartsWith($"{Root}{page}/", StringComparison.Ordinal)
        select (name[$"{Root}{page}/".Length..], resource);

    private static WebFile Load(string resource)
    {
        using var stream = typeof(WebFiles).Assembly.GetManifestResourceStream(resource)!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var content = buffer.ToArray();
        var type = Types.GetValueOrDefault(Path.GetExtension(resource), "application/octet-stream");
        return new WebFile(content, type, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..TagDigits]}\"");
    }
}

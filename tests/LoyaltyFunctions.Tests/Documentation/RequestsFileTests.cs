using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.Square;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed partial class RequestsFileTests
{
    private static readonly string File = Repository.Read("functions/requests.http");

    [Fact]
    public void There_is_a_request_for_every_route()
    {
        var requests = RequestLine().Matches(File).Select(match => (Method: match.Groups[1].Value, Path: match.Groups[2].Value)).ToList();

        Assert.All(AppFunctions.Http, function => Assert.Contains(requests, request =>
            request.Method == function.Method && Regex.IsMatch(request.Path, PatternOf(function.Route!))));
    }

    [Fact]
    public void There_is_a_request_for_every_sample_of_a_connected_system()
    {
        var samples = Repository.Files("functions/LoyaltyFunctions/Connectors", "*")
            .Select(file => Path.GetRelativePath(Path.Combine(Repository.Root, "functions"), file).Replace('\\', '/'))
            .Where(file => file.Contains("/samples/", StringComparison.Ordinal));

        Assert.Equal(samples.Order(), BodyFile().Matches(File).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void The_signatures_of_Square_and_Shopify_fit_the_samples_and_the_sample_settings()
    {
        var (square, shopify) = (0, 0);
        foreach (Match request in SignedRequest().Matches(File))
        {
            var body = Encoding.UTF8.GetBytes(Repository.Read($"functions/{request.Groups[3].Value}"));
            var isSquare = request.Groups[1].Value == SquareSignature.Header;
            _ = isSquare ? square++ : shopify++;
            Assert.Equal(isSquare ? Square(body) : ShopifySignature.Sign(Setting("shopify", "Secrets__0"), body), request.Groups[2].Value);
        }

        Assert.Equal((3, 5), (square, shopify));
    }

    [Fact]
    public void The_keys_are_those_of_the_sample_settings()
    {
        Assert.All(KeyVariable().Matches(File), key => Assert.Equal(
            AppServices.SampleSettings[$"Clients__{key.Groups[1].Value}__KeySha256"],
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Groups[2].Value)))));
        Assert.Equal(3, KeyVariable().Count(File));
    }

    // A template's parameters stand for one segment each, the last with a star for any number of them.
    private static string PatternOf(string route) =>
        $"^{Regex.Replace(Regex.Replace(Regex.Escape(route), @"/\\\{\\\*\w+}", "(/.*)?"), @"\\\{\w+}", "[^/]+")}$";

    private static string Square(byte[] body) =>
        SquareSignature.Sign(Setting("square", "Secrets__0"), Setting("square", "NotificationUrl"), body);

    private static string Setting(string partner, string name) => AppServices.SampleSettings[$"Partners__{partner}__{name}"];

    [GeneratedRegex(@"^(GET|POST|PUT|PATCH|DELETE|OPTIONS) \{\{host\}\}([^?\s]+)", RegexOptions.Multiline)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"^< \./(\S+)$", RegexOptions.Multiline)]
    private static partial Regex BodyFile();

    [GeneratedRegex(@"^(x-square-hmacsha256-signature|x-shopify-hmac-sha256): (\S+)\n(?:.+\n)*\n< \./(\S+)$", RegexOptions.Multiline)]
    private static partial Regex SignedRequest();

    [GeneratedRegex(@"^@(\w+)-key = (\S+)$", RegexOptions.Multiline)]
    private static partial Regex KeyVariable();
}

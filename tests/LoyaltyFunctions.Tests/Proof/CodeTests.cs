using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What a till without a connection can rely on.</summary>
public sealed class CodeTests
{
    private readonly Stage _stage = new(settings: CodeCases.Settings);

    public CodeTests() => CodeCases.Bought(_stage);

    [Fact]
    public void A_till_verifies_a_code_with_the_public_keys_alone()
    {
        var code = CodeCases.Issue(_stage).Text("code");

        Assert.True(IsGenuine(code));
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(code.Split('.')[1]));
        Assert.Equal(_stage.Members["600001"], claims.GetProperty("sub").GetString());
        Assert.Equal(100, claims.GetProperty("points").GetInt64());
        Assert.Equal(_stage.Now.AddMinutes(15).ToUnixTimeSeconds(), claims.GetProperty("exp").GetInt64());
        Assert.False(IsGenuine(Forged(code)));
    }

    [Fact]
    public void A_code_says_what_the_README_shows()
    {
        var page = File.ReadAllText(Path.Combine(Documentation.Repository.Root, "functions/Loyalty/Offers/README.md")).Replace("\r", "", StringComparison.Ordinal);
        var shown = JsonElement.Parse(page.Split("## Codes")[1].Split("```json\n")[1].Split("```")[0]);
        var issued = JsonElement.Parse(Base64Url.DecodeFromChars(CodeCases.Issue(_stage).Text("code").Split('.')[1]));

        Assert.Equal(shown.EnumerateObject().Select(claim => (claim.Name, claim.Value.ValueKind)), issued.EnumerateObject().Select(claim => (claim.Name, claim.Value.ValueKind)));
        Assert.Equal((Text(shown, "iss"), Number(shown, "points")), (Text(issued, "iss"), Number(issued, "points")));
        Assert.Equal(Number(shown, "exp") - Number(shown, "iat"), Number(issued, "exp") - Number(issued, "iat"));
        Assert.All((string[])["sub", "jti"], name => Assert.Equal(Text(shown, name)!.Length, Text(issued, name)!.Length));
        Assert.Equal(Text(shown, "jti")!.Substring(1, 27), Text(shown, "sub"));

        static string? Text(JsonElement claims, string name) => claims.GetProperty(name).GetString();
        static long Number(JsonElement claims, string name) => claims.GetProperty(name).GetInt64();
    }

    [Fact]
    [Trait("Fault", "1")]
    public void What_a_code_buys_is_held_for_days_and_spent_by_the_first_receipt_only()
    {
        CodeCases.Issue(_stage);
        Assert.Equal(100, Balance("reserved"));
        _stage.Pass(TimeSpan.FromDays(5));

        var first = CodeCases.Settle(_stage, "r7");
        var again = CodeCases.Settle(_stage, "r7");
        var second = CodeCases.Settle(_stage, "r8");
        CodeCases.Settle(_stage, "r8");

        Assert.Equal((200, "captured"), (first.Status, first.Text("status")));
        Assert.Equal((first.Status, first.Body), (again.Status, again.Body));
        Assert.Equal(409, second.Status);
        Assert.Contains("code-used", second.Body, StringComparison.Ordinal);
        Assert.Equal((170L, 0L), (Balance("points"), Balance("reserved")));
        Assert.Single(_stage.World.Events.Events.Values, told => told.Contains("loyalty.code.reused", StringComparison.Ordinal));
    }

    [Fact]
    public void What_no_till_tells_of_goes_back_to_the_member()
    {
        CodeCases.Issue(_stage);
        _stage.Pass(TimeSpan.FromDays(8));

        Assert.Equal(409, CodeCases.Settle(_stage, "r7").Status);
        Assert.Equal((270L, 0L), (Balance("points"), Balance("reserved")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("not a code")]
    [Trait("Fault", "76")]
    public void What_is_no_code_of_this_hub_is_refused(string text)
    {
        var code = CodeCases.Issue(_stage).Text("code");

        Assert.Equal(422, CodeCases.Settle(_stage, text, "r7").Status);
        Assert.Equal(422, CodeCases.Settle(_stage, Forged(code), "r8").Status);
        Assert.Equal(422, CodeCases.Settle(_stage, Unsigned(code), "r9").Status);
        Assert.Equal(100, Balance("reserved"));
    }

    [Fact]
    public void Without_a_key_there_are_no_codes()
    {
        var stage = new Stage();
        CodeCases.Bought(stage);

        Assert.Equal(404, stage.Post($"members/{stage.Members["600001"]}/codes", "code", Json.Redeem(100)).Status);
    }

    private long Balance(string name) =>
        JsonElement.Parse(_stage.Process.Get("members/" + _stage.Members["600001"])!.Body).GetProperty("balance").GetProperty(name).GetInt64();

    /// <summary>As a till does it: RFC 7515 and the key set, nothing of the hub.</summary>
    private bool IsGenuine(string code)
    {
        var key = JsonElement.Parse(_stage.Process.Get("codes/keys")!.Body).GetProperty("keys")[0];
        using var ec = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });
        var parts = code.Split('.');
        return ec.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256);
    }

    private static string Forged(string code)
    {
        var parts = code.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"points\":100", "\"points\":900", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{parts[2]}";
    }

    private static string Unsigned(string code) => $"{Base64Url.EncodeToString("{\"alg\":\"none\"}"u8)}.{code.Split('.')[1]}.";
}

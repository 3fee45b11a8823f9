// Sends a signed sale. .NET 10: dotnet run sign.cs
#:property PublishAot=false
using System.Security.Cryptography;
using System.Text;

var hub = Environment.GetEnvironmentVariable("HUB") ?? "http://localhost:7071/api/webhooks/pos/acme";
var secret = Environment.GetEnvironmentVariable("SECRET") ?? "whsec_c2FtcGxlLXNlY3JldC1vZi1hY21lLXRpbGxz";
var (id, at) = ($"msg_{Guid.NewGuid():N}", DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString());
var receipt = Environment.GetEnvironmentVariable("RECEIPT") ?? "R-" + at;
var body = $$"""
    {"type":"purchase.completed","occurredAt":"{{DateTimeOffset.UtcNow:O}}","data":{"receiptId":"{{receipt}}","storeId":"berlin-1",
    "currency":"EUR","total":"12.50","member":{"type":"card","value":"603500012345"} } }
    """;
var key = Convert.FromBase64String(secret["whsec_".Length..]);
var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{at}.{body}")));
using var http = new HttpClient();
using var request = new HttpRequestMessage(HttpMethod.Post, hub) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
request.Headers.Add("webhook-id", id);
request.Headers.Add("webhook-timestamp", at);
request.Headers.Add("webhook-signature", "v1," + signature);
using var answer = await http.SendAsync(request);
Console.WriteLine($"{await answer.Content.ReadAsStringAsync()} {(int)answer.StatusCode}");

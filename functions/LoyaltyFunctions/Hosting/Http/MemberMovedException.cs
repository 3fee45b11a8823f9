using Microsoft.AspNetCore.Http;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>The member was merged into another: whatever was asked is to be asked there, by the same method (RFC 9110, section 15.4.9).</summary>
public sealed class MemberMovedException(string memberId, string movedTo) : Exception($"{memberId} moved")
{
    public string MemberId => memberId;

    public string MovedTo => movedTo;

    /// <summary>Answers with the same path and query under the other id.</summary>
    public void Write(HttpContext http)
    {
        var path = http.Request.Path.Value!.Replace("/" + memberId, "/" + movedTo, StringComparison.Ordinal);
        http.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        http.Response.Headers.Location = path + http.Request.QueryString;
    }
}

using System.Globalization;
using System.Net;
using System.Security.Authentication;
using LoyaltyFunctions.Outbound.Http;

namespace LoyaltyFunctions.Outbound;

/// <summary>What an answer over HTTP, or its absence, means for a notice.</summary>
internal static class HttpAnswers
{
    public static Attempt Judge(HttpResponseMessage answer, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        var reason = string.Create(CultureInfo.InvariantCulture, $"was answered {status}");
        return status switch
        {
            >= 200 and < 300 => Attempt.Taken,
            (int)HttpStatusCode.Gone => Attempt.Gone(reason),
            // Followed nowhere: another host has not been checked, and a moved target is the operator's to enter.
            >= 300 and < 400 => Attempt.Failed(reason + ", and redirects are not followed"),
            _ => Attempt.Failed(reason, RetryAfter(answer, now)),
        };
    }

    /// <summary>Why a call had no answer.</summary>
    public static Attempt Judge(Exception failure) => failure switch
    {
        OperationCanceledException => Attempt.Failed("did not answer within 15 seconds"),
        { InnerException: AddressRefusedException refused } => Attempt.Failed("may not be called: " + refused.Message),
        { InnerException: AuthenticationException } => Attempt.Failed("has no valid certificate"),
        HttpRequestException { HttpRequestError: var error } => Attempt.Failed($"could not be reached: {error}"),
        _ => Attempt.Failed($"could not be told: {failure.GetType().Name}"),
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now) =>
        answer.Headers.RetryAfter is not { } header ? null : header.Delta ?? header.Date - now;
}

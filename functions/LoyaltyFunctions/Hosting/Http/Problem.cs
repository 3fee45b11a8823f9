using System.Collections.Frozen;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>A kind of refusal that callers can rely on: `urn:loyalty:problem:{name}` with its HTTP status. OpenAPI lists the same ones; a test compares.</summary>
public sealed record Problem(string Name, int Status, string Title)
{
    public static readonly Problem Malformed = new("malformed", 400, "The request could not be read.");
    public static readonly Problem IdempotencyKeyMissing = new("idempotency-key-missing", 400, "A POST that changes something needs an Idempotency-Key header.");
    public static readonly Problem Unauthenticated = new("unauthenticated", 401, "No known key was sent.");
    public static readonly Problem SignatureInvalid = new("signature-invalid", 401, "The signature does not fit.");
    public static readonly Problem Forbidden = new("forbidden", 403, "The key does not carry the scope that this needs.");
    public static readonly Problem NotFound = new("not-found", 404, "There is no such thing.");
    public static readonly Problem InFlight = new("in-flight", 409, "The same request is still being worked on.");
    public static readonly Problem IdentityTaken = new("identity-taken", 409, "One of the identities belongs to a member already.");
    public static readonly Problem ReceiptClaimed = new("receipt-claimed", 409, "The receipt belongs to another member.");
    public static readonly Problem InsufficientPoints = new("insufficient-points", 409, "There are not enough points.");
    public static readonly Problem RewardUnavailable = new("reward-unavailable", 409, "The reward is not open to this member now.");
    public static readonly Problem RedemptionClosed = new("redemption-closed", 409, "The redemption has ended in another way.");
    public static readonly Problem CodeUsed = new("code-used", 409, "The code was used on another receipt before.");
    public static readonly Problem HeldBack = new("held-back", 409, "A safety rule of the programme holds this back; somebody can look at it and lift it.");
    public static readonly Problem BenefitUnavailable = new("benefit-unavailable", 409, "The benefit is not open to this member now, or used up.");
    public static readonly Problem OfferUnavailable = new("offer-unavailable", 409, "The offer cannot be activated by this member now.");
    public static readonly Problem MergeRefused = new("merge-refused", 409, "The two members cannot become one now.");
    public static readonly Problem TooLarge = new("too-large", 413, "The body is larger than 1 MiB.");
    public static readonly Problem Invalid = new("invalid", 422, "Some fields are wrong.");
    public static readonly Problem BelowMinimum = new("below-minimum", 422, "Fewer points than can be redeemed at once.");
    public static readonly Problem LastIdentity = new("last-identity", 422, "It is all that identifies the member.");
    public static readonly Problem AmountsDisagree = new("amounts-disagree", 422, "Lines or tenders do not add up to the total.");
    public static readonly Problem IdempotencyKeyReused = new("idempotency-key-reused", 422, "The key was used with another body.");
    public static readonly Problem RateLimited = new("rate-limited", 429, "Too many requests.");
    public static readonly Problem Internal = new("internal", 500, "Something went wrong here; nothing was changed by this answer.");
    public static readonly Problem Unavailable = new("unavailable", 503, "The store does not answer; try again.");

    public static readonly FrozenDictionary<string, Problem> All = new[]
    {
        Malformed, IdempotencyKeyMissing, Unauthenticated, SignatureInvalid, Forbidden, NotFound, InFlight, IdentityTaken, ReceiptClaimed,
        InsufficientPoints, RewardUnavailable, RedemptionClosed, CodeUsed, HeldBack, BenefitUnavailable, OfferUnavailable, MergeRefused, TooLarge, Invalid, BelowMinimum, LastIdentity, AmountsDisagree, IdempotencyKeyReused, RateLimited, Internal, Unavailable,
    }.ToFrozenDictionary(problem => problem.Name);

    public string Type => "urn:loyalty:problem:" + Name;
}

using System.Diagnostics.CodeAnalysis;

namespace LoyaltyFunctions.Requests;

/// <summary>What is wrong with one field: an RFC 6901 pointer into the body and a sentence for the sender. Never quotes the value: it may
/// be personal.
/// <c>Problem</c> is a problem name of its own, such as <c>amounts-disagree</c>; null is the plain <c>invalid</c>.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "A JSON Pointer is called so in RFC 6901 and in the contract.")]
public sealed record FieldFault(string Pointer, string Detail, string? Problem = null);

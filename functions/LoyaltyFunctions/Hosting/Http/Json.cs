using System.Text.Json.Serialization.Metadata;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Hosting.Http;

/// <summary>A view as the answer.</summary>
public static class Json
{
    public static IActionResult Ok<T>(T view, JsonTypeInfo<T> type) => Of(200, view, type);

    public static IActionResult Of<T>(int status, T view, JsonTypeInfo<T> type) => new AnswerResult(new Answer(status, ApiJson.Write(view, type)));
}

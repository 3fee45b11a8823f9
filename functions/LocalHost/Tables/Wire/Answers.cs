using Azure.Core;

namespace LocalHost.Tables.Wire;

/// <summary>Which answers an operation takes as its result; every other one is thrown.</summary>
internal static class Answers
{
    public static readonly ResponseClassifier Read = new StatusCodeClassifier([200]);
    public static readonly ResponseClassifier ReadIfExists = new StatusCodeClassifier([200, 404]);
    public static readonly ResponseClassifier Created = new StatusCodeClassifier([201, 204]);
    public static readonly ResponseClassifier CreatedIfNotExists = new StatusCodeClassifier([201, 204, 409]);
    public static readonly ResponseClassifier Written = new StatusCodeClassifier([204]);
    public static readonly ResponseClassifier Deleted = new StatusCodeClassifier([204, 404]);
    public static readonly ResponseClassifier Batch = new StatusCodeClassifier([202]);
}

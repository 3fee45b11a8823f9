using System.Text.Json;

namespace LocalHost.Tables.Entities;

/// <summary>Reads the JSON value that the reader stands on.</summary>
internal delegate T EdmRead<T>(ref Utf8JsonReader reader);

/// <summary>How one .NET type travels: its EDM type where JSON does not say it (else empty), and both directions.</summary>
internal sealed record EdmConverter<T>(string EdmType, Action<Utf8JsonWriter, T> Write, EdmRead<T> Read);

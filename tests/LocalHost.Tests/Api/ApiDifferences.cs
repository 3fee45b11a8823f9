namespace LocalHost.Tests.Api;

/// <summary>
/// Compares types with a listing. A type may have fewer members than the real one, but none that it has not, none that
/// differs, and an enum must have all its values.
/// </summary>
internal static class ApiDifferences
{
    public static IEnumerable<string> Of(IEnumerable<Type> types, ApiListing listing) => types.SelectMany(type => Of(type, listing));

    private static IEnumerable<string> Of(Type type, ApiListing listing)
    {
        var lines = ApiText.Of(type).ToList();
        foreach (var line in lines)
        {
            var id = ApiListing.IdOf(line);
            var real = listing.Find(id);
            if (real is null)
            {
                yield return $"no package declares it: {line}";
            }
            else if (real != line)
            {
                yield return $"declared:   {line}\n  but really: {real}";
            }
        }

        var missing = type.IsEnum ? listing.FieldsOf(ApiNames.OfType(type)).Except(lines.Select(ApiListing.IdOf)) : [];
        foreach (var id in missing)
        {
            yield return $"missing: {id}";
        }
    }
}

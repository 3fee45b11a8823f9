using Testing.Tables.Protocol;

namespace Testing.Tables.Rows;

/// <summary>What may be a key: at most 1,024 characters, none of / \ # ? and no control characters.</summary>
internal static class KeyRules
{
    private const int MaxLength = 1024;

    public static void Check(string? key)
    {
        if (key is null)
        {
            throw new RefusedException(TableError.PropertiesNeedValue);
        }

        if (key.Length > MaxLength)
        {
            throw new RefusedException(TableError.KeyValueTooLarge);
        }

        foreach (var letter in key)
        {
            if (letter is '/' or '\\' or '#' or '?' || char.IsControl(letter))
            {
                throw new RefusedException(TableError.OutOfRangeInput);
            }
        }
    }
}

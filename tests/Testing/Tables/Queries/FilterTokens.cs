using Testing.Tables.Protocol;

namespace Testing.Tables.Queries;

/// <summary>Cuts a filter into words, parentheses and literals; a quoted literal keeps its quotes and its prefix.</summary>
internal static class FilterTokens
{
    public static List<string> Split(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = text[at] is '(' or ')' ? at + 1 : EndOfWord(text, at);
            tokens.Add(text[at..end]);
            at = end;
        }

        return tokens;
    }

    private static int EndOfWord(string text, int start)
    {
        var at = start;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')'))
        {
            if (text[at] == '\'')
            {
                return EndOfQuote(text, at);
            }

            at++;
        }

        return at;
    }

    private static int EndOfQuote(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '\'')
            {
                continue;
            }

            if (at + 1 == text.Length || text[at + 1] != '\'')
            {
                return at + 1;
            }

            at++;
        }

        throw new RefusedException(TableError.InvalidInput);
    }
}

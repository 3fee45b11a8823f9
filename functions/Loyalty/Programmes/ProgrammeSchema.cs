namespace Loyalty.Programmes;

internal static class ProgrammeSchema
{
    public static readonly string Text = Load();

    private static string Load()
    {
        using var stream = typeof(ProgrammeSchema).Assembly.GetManifestResourceStream("Loyalty.Programmes.program.schema.json")
            ?? throw new InvalidOperationException("The schema of the programme is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

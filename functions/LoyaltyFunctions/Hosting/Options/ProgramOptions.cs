namespace LoyaltyFunctions.Hosting.Options;

/// <summary>Where the programme document stands: `Program__Path`, relative to the app's folder.</summary>
public sealed class ProgramOptions
{
    public const string SectionName = "Program";

    public string Path { get; set; } = "program.json";
}

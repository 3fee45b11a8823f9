using Loyalty.Programmes;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Programmes;

/// <summary>Reads the programme document, or says in one line what is wrong with it and where.</summary>
public static class ProgrammeFile
{
    private const string Setting = $"{ProgramOptions.SectionName}__{nameof(ProgramOptions.Path)}";

    public static byte[] Load(ProgramOptions options)
    {
        var path = Path.Combine(AppContext.BaseDirectory, options.Path);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse($"the programme {path} cannot be read: {e.Message}");
        }
    }

    public static Programme Parse(ReadOnlySpan<byte> document, ProgramOptions options)
    {
        var (programme, faults) = ProgrammeReader.Read(document);
        return programme ?? throw Refuse($"{options.Path}: {string.Join("; ", faults.Select(fault => $"{fault.Pointer} {fault.Detail}"))}");
    }

    public static OptionsValidationException Refuse(string problem) =>
        new(ProgramOptions.SectionName, typeof(ProgramOptions), [$"{Setting}: {problem}"]);
}

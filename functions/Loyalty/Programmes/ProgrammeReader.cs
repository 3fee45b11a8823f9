namespace Loyalty.Programmes;

/// <summary>One thing wrong in a programme document, at a JSON Pointer (RFC 6901).</summary>
public sealed record ProgrammeFault(string Pointer, string Detail);

/// <summary>Reads a programme document. Unknown fields are faults: a typing error there costs money.</summary>
public static class ProgrammeReader
{
    /// <summary>The programme, or everything that is wrong with the document.</summary>
    public static (Programme? Programme, IReadOnlyList<ProgrammeFault> Faults) Read(ReadOnlySpan<byte> json) => throw new NotImplementedException();
}

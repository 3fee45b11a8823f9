using System.Buffers;

namespace Loyalty.Accounts;

/// <summary>An account as compact JSON, for the account row.</summary>
public static class AccountJson
{
    public static void Write(Account account, IBufferWriter<byte> output) => throw new NotImplementedException();

    public static Account Read(ReadOnlySpan<byte> json) => throw new NotImplementedException();
}

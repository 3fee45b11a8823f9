using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Programmes;

/// <summary>Splits members by chance that anyone can check: SHA-256 over campaign, line feed and member id.</summary>
internal static class HoldOutGroup
{
    private const int Buckets = 100;

    public static int BucketOf(string campaign, string memberId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{campaign}\n{memberId}"));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % Buckets);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Programmes;

/// <summary>Splits members by chance that anyone can check: SHA-256 over campaign, line feed and member id.</summary>
internal static class HoldOutGroup
{
    private const int Buckets = 100;

    /// <summary>Whether the member is one of so many in a hundred.</summary>
    public static bool Includes(string campaign, string memberId, int percent) => percent > 0 && BucketOf(campaign, memberId) < percent;

    private static int BucketOf(string campaign, string memberId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{campaign}\n{memberId}"));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % Buckets);
    }
}

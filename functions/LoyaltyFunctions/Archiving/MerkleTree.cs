using System.Security.Cryptography;

namespace LoyaltyFunctions.Archiving;

/// <summary>
/// Root of a Merkle tree as RFC 6962, section 2.1 has it: leaves and nodes are hashed under different prefixes, so that neither can pass
/// for the other.
/// </summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>Lower-case hex SHA-256; the hash of nothing for an empty list.</summary>
    public static string Root(IReadOnlyList<ReadOnlyMemory<byte>> leaves) =>
        Convert.ToHexStringLower(leaves.Count == 0 ? SHA256.HashData([]) : Root(leaves, 0, leaves.Count));

    private static byte[] Root(IReadOnlyList<ReadOnlyMemory<byte>> leaves, int start, int count)
    {
        if (count == 1)
        {
            return SHA256.HashData([LeafPrefix, .. leaves[start].Span]);
        }

        var left = LargestPowerOfTwoBelow(count);
        return SHA256.HashData([NodePrefix, .. Root(leaves, start, left), .. Root(leaves, start + left, count - left)]);
    }

    private static int LargestPowerOfTwoBelow(int count)
    {
        var power = 1;
        while (power * 2 < count)
        {
            power *= 2;
        }

        return power;
    }
}

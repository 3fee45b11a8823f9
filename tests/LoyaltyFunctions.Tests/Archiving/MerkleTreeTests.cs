using System.Text;
using LoyaltyFunctions.Archiving;

namespace LoyaltyFunctions.Tests.Archiving;

/// <summary>Vectors: the test data of RFC 6962 implementations (certificate-transparency, merkle_tree_test), leaves 0 to 7.</summary>
public class MerkleTreeTests
{
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Leads_to_the_published_roots(int count, string root) =>
        Assert.Equal(root, MerkleTree.Root([.. Leaves.Take(count).Select(leaf => new ReadOnlyMemory<byte>(Convert.FromHexString(leaf)))]));

    [Fact]
    public void Tells_a_changed_leaf_and_a_changed_order()
    {
        ReadOnlyMemory<byte>[] lines = [.. "abc".Select(letter => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes([letter])))];

        Assert.NotEqual(MerkleTree.Root(lines), MerkleTree.Root([lines[1], lines[0], lines[2]]));
        Assert.NotEqual(MerkleTree.Root(lines), MerkleTree.Root([lines[0], lines[1]]));
    }
}

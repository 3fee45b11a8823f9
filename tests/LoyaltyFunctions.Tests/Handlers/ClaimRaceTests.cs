using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>Two processes want the same receipt or the same identity, and one of them stands still at the worst moment.</summary>
public sealed class ClaimRaceTests : IAsyncLifetime
{
    private readonly TableService _service = new() { Yields = true };
    private InMemoryHub _one = null!;
    private InMemoryHub _two = null!;

    public async Task InitializeAsync()
    {
        (_one, _two) = (await InMemoryHub.StartAsync(_service), await InMemoryHub.StartAsync(_service));
        await _one.EnrolAsync("one", "6035-1");
        await _two.EnrolAsync("two", "6035-2");
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    [Trait("Fault", "6")]
    public async Task An_owner_that_comes_back_while_its_claim_is_being_moved_does_not_earn_beside_the_other()
    {
        var receipt = InMemoryHub.Receipt("R-1");
        await _one.Get<ReceiptClaims>().ClaimAsync(receipt.Receipt.Hash, InMemoryHub.MemberOf("one"), CancellationToken.None);
        using var move = new Hold(_service, request => request.Table == Names.Tables.Claims && request.Rows[0].Method == "PUT");

        // The other has put up its fence and is about to move the claim; then the owner earns after all.
        var other = Task.Run(() => _two.EarnAsync(InMemoryHub.MemberOf("two"), receipt));
        await move.IsHeldAsync();
        var owner = await _one.EarnAsync(InMemoryHub.MemberOf("one"), receipt);
        move.LetGo();

        AssertOneEarned(owner, await other);
    }

    [Fact]
    [Trait("Fault", "6")]
    public async Task An_owner_that_was_about_to_commit_over_an_old_fence_does_not_earn_beside_the_other()
    {
        var receipt = InMemoryHub.Receipt("R-2");
        var (one, two) = (InMemoryHub.MemberOf("one"), InMemoryHub.MemberOf("two"));
        await _one.Get<ReceiptClaims>().ClaimAsync(receipt.Receipt.Hash, one, CancellationToken.None);
        await _two.Get<Ledger>().TryFenceReceiptAsync(one, receipt.Receipt.Hash, CancellationToken.None);
        var row = Keys.Receipt(one, receipt.Receipt.Hash);
        using var commit = new Hold(_service, request => request.Rows.Any(written => written.Method == "PUT" && written.RowKey == row));

        // The owner has taken its claim anew and commits over the fence; before that arrives, the other takes the claim.
        var owner = Task.Run(() => _one.EarnAsync(one, receipt));
        await commit.IsHeldAsync();
        var other = Task.Run(() => _two.EarnAsync(two, receipt));
        await Task.WhenAny(other, Task.Delay(500));
        commit.LetGo();

        AssertOneEarned(await owner, await other);
    }

    [Fact]
    [Trait("Fault", "29")]
    public async Task Two_enrolments_that_take_each_others_identities_do_not_both_fail()
    {
        var cards = new[] { "6035-3", "6035-4" };
        var second = cards.Select(card => InMemoryHub.Card(card).Hash).Order(StringComparer.Ordinal).Last();
        using var claim = new Hold(_service, request => request.Rows is [{ Method: "POST" } row] && row.RowKey == second);

        // The first holds one identity and is about to claim the next; meanwhile the second takes both and is about to commit.
        var first = Task.Run(() => _one.EnrolAsync("three", cards));
        await claim.IsHeldAsync();
        var four = InMemoryHub.MemberOf("four");
        using var commit = new Hold(_service, request => request.Rows.Any(row => row.PartitionKey == four && row.Method == "POST"));
        var late = Task.Run(() => _two.EnrolAsync("four", cards));
        await commit.IsHeldAsync();
        claim.LetGo();
        var refused = await first;
        commit.LetGo();

        Assert.Equal(EnrolResult.Kind.IdentityTaken, refused.Outcome);
        Assert.Equal(EnrolResult.Kind.Enrolled, (await late).Outcome);
    }

    private static void AssertOneEarned(params EarnResult[] results) =>
        Assert.Equal([EarnResult.Kind.Earned, EarnResult.Kind.ReceiptClaimed], results.Select(result => result.Outcome).Order());
}

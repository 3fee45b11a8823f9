using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Demo;

/// <summary>A member as the hub shows one: the balance, and the newest entries first.</summary>
internal sealed record DemoMember(string Name, string Id, BalanceView Balance, IReadOnlyList<EntryView> Entries)
{
    private const int Page = 200;

    public static async Task<DemoMember> ReadAsync(DemoClient client, string name, string id, CancellationToken stopping)
    {
        var balance = await client.FindAsync($"/api/members/{id}/balance", ApiJson.Default.BalanceView, stopping);
        var entries = await client.FindAsync($"/api/members/{id}/entries?limit={Page}", ApiJson.Default.EntryPage, stopping);
        return balance is null || entries is null
            ? throw new InvalidOperationException($"{name} was enrolled as {id} and is not there.")
            : new DemoMember(name, id, balance, entries.Items);
    }
}

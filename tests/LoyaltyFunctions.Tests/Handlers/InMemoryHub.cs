using Azure.Data.Tables;
using Loyalty;
using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>The app's own parts on an in-memory table service, as one process among several; blobs and a topic must not be needed.</summary>
internal sealed class InMemoryHub : IAsyncDisposable
{
    private readonly ServiceProvider _parts;

    private InMemoryHub(ServiceProvider parts) => _parts = parts;

    public static async Task<InMemoryHub> StartAsync(TableService service, params (string Name, string Value)[] settings)
    {
        var options = new TableClientOptions { Transport = service.NewProcess() };
        var tables = new LedgerTables([new TableServiceClient(TableService.ConnectionString, options)]);
        await tables.CreateAsync(CancellationToken.None);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("AzureWebJobsStorage", "UseDevelopmentStorage=true")).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)))
            .Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddLoyalty(configuration);
        return new InMemoryHub(services.Replace(ServiceDescriptor.Singleton(tables)).BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => _parts.GetRequiredService<T>();

    /// <summary>Enrols somebody under identities <c>card:{value}</c>; the member id follows from the operation.</summary>
    public Task<EnrolResult> EnrolAsync(string operation, params string[] cards)
    {
        var enrolment = EnrolmentReader.Of(cards.Select(Card), new Profile(null, null, null, null), null)!;
        return Get<EnrolHandler>().EnrolAsync(
            new NewMember(enrolment, "acme", TimeProvider.System.GetUtcNow(), new Operation(operation, operation)), CancellationToken.None);
    }

    public Task<EarnResult> EarnAsync(string memberId, Purchase purchase) =>
        Get<EarnHandler>().EarnAsync(new Sale(memberId, purchase, TimeProvider.System.GetUtcNow()), CancellationToken.None);

    public static string MemberOf(string operation) => Keys.MemberOf(operation);

    public static Identity Card(string value) =>
        Identity.TryCreate("card", value, out var identity, out var problem)
            ? identity
            : throw new ArgumentException(problem, nameof(value));

    /// <summary>A receipt of 12 euros.</summary>
    public static Purchase Receipt(string id)
    {
        Assert.True(Currency.TryGet("EUR", out var euro));
        return new Purchase(new ReceiptKey("acme", "berlin-1", id, null), null, new Money(12_00, euro), [], []);
    }

    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}

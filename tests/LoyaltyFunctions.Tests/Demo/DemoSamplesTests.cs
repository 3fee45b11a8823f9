using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Tests.Connectors;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoSamplesTests
{
    private static readonly DateTimeOffset Now = Deliveries.Instant("2028-03-01T00:30:00Z");
    private static readonly DemoSamples Run = new("482913", new DateOnly(2028, 3, 1));

    private static readonly IReadOnlyList<DemoStep> All = [.. DemoStory.Steps, DemoStory.Trouble, DemoStory.SaleTo(DemoStory.Stranger("482913"))];

    public static TheoryData<string> Says() => [.. All.Select(step => step.Says)];

    [Fact]
    public void Every_sample_of_every_connector_has_its_place_in_the_story()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Connectors");
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("samples", StringComparison.Ordinal))
            .Select(file => $"{Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0]} {Path.GetFileNameWithoutExtension(file)}");

        Assert.Equal(files.Order(), DemoStory.Steps.Select(step => $"{step.Format} {step.Sample}").Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Says))]
    public void Every_delivery_is_verified_and_read_by_its_connector(string says)
    {
        var step = All.Single(step => step.Says == says);
        var partner = DemoPartners.Of(step.Format);
        var request = DemoPartners.Sign(step, Run, Now);
        Assert.True(ConnectorCatalogue.TryGet(step.Format, out var connector));

        Assert.True(connector.Verify(request, partner, Now));
        var parsed = connector.Parse(request, partner);
        Assert.Empty(parsed.Faults);
        Assert.Contains(parsed.Events, inbound => inbound is not NotHandled);
    }

    [Theory]
    [MemberData(nameof(Says))]
    public void Everything_happened_in_the_days_before_the_run(string says)
    {
        var step = All.Single(step => step.Says == says);
        Assert.True(ConnectorCatalogue.TryGet(step.Format, out var connector));

        var events = connector.Parse(DemoPartners.Sign(step, Run, Now), DemoPartners.Of(step.Format)).Events;

        Assert.All(events, inbound => Assert.InRange(inbound.OccurredAt, Now.AddDays(-5), Now));
    }

    [Fact]
    public void Another_run_brings_other_receipts_of_the_same_people()
    {
        var other = Run with { Run = "111111" };
        foreach (var step in DemoStory.Steps)
        {
            foreach (var pair in Read(step, Run).Zip(Read(step, other)))
                AssertDiffer(pair.First, pair.Second);
        }
    }

    [Fact]
    public void Refunds_and_voids_name_a_receipt_that_was_sold_before_them()
    {
        var sold = new HashSet<Loyalty.Purchases.ReceiptKey>();
        foreach (var inbound in DemoStory.Steps.SelectMany(step => Read(step, Run)))
        {
            if (inbound is PurchaseCompleted sale)
                Assert.True(sold.Add(sale.Purchase.Receipt));
            else if (inbound is PurchaseRefunded refund)
                Assert.Contains(refund.Refund.Receipt, sold);
            else if (inbound is PurchaseVoided voided)
                Assert.Contains(voided.Receipt, sold);
        }

        Assert.Equal(9, sold.Count);
    }

    [Fact]
    public void Sold_to_the_people_of_the_story_and_to_nobody_else()
    {
        var people = DemoStory.People.SelectMany(person => person.Identities).Select(identity => Identity(identity.Type, identity.Value)).ToList();

        foreach (var sale in DemoStory.Steps.SelectMany(step => Read(step, Run)).OfType<PurchaseCompleted>())
            Assert.Contains(sale.Member, people);
        var stranger = DemoStory.Stranger("482913");
        var waiting = Assert.IsType<PurchaseCompleted>(Assert.Single(Read(DemoStory.SaleTo(stranger), Run)));
        Assert.Equal(Identity("card", stranger.Identities[0].Value), waiting.Member);
        Assert.DoesNotContain(waiting.Member, people);
    }

    [Fact]
    public void A_birthday_is_no_date_of_the_story() =>
        Assert.Contains("\"1990-12-10\"", Encoding.UTF8.GetString(Run.Body(DemoStory.Steps[0])), StringComparison.Ordinal);

    private static void AssertDiffer(InboundEvent first, InboundEvent second)
    {
        switch (first, second)
        {
            case (PurchaseCompleted a, PurchaseCompleted b):
                Assert.NotEqual(a.Purchase.Receipt, b.Purchase.Receipt);
                Assert.Equal(a.Member, b.Member);
                Assert.NotNull(a.Member);
                break;
            case (PurchaseRefunded a, PurchaseRefunded b):
                Assert.NotEqual(a.Refund.Receipt, b.Refund.Receipt);
                Assert.NotEqual(a.Refund.RefundId, b.Refund.RefundId);
                break;
            case (PurchaseVoided a, PurchaseVoided b):
                Assert.NotEqual(a.Receipt, b.Receipt);
                break;
        }
    }

    private static IReadOnlyList<InboundEvent> Read(DemoStep step, DemoSamples samples)
    {
        Assert.True(ConnectorCatalogue.TryGet(step.Format, out var connector));
        return connector.Parse(DemoPartners.Sign(step, samples, Now), DemoPartners.Of(step.Format)).Events;
    }

    private static Loyalty.Members.Identity Identity(string type, string value)
    {
        Assert.True(Loyalty.Members.Identity.TryCreate(type, value, out var identity, out _));
        return identity;
    }
}

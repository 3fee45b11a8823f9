using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Dataverse;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Dataverse;

public sealed class DataverseTests
{
    private static readonly DataverseConnector Connector = new();

    [Fact]
    public void Reads_the_changed_attributes_of_a_contact()
    {
        var read = Assert.IsType<CustomerUpdated>(Assert.Single(Parse().Events));
        Assert.Equal(("dataverse-contact", "0f8fad5b-d9cb-469f-a165-70867728950e"), (read.Customer.Type, read.Customer.Value));
        Assert.Equal(("Ada", "ada@example.com", false), (read.Patch.GivenName.Value, read.Patch.Email.Value, read.Patch.EmailConsent.Value));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1793795400000), read.OccurredAt);
    }

    [Fact]
    [Trait("Fault", "52")]
    public void What_was_too_large_to_be_sent_is_only_a_notice() =>
        Assert.IsType<ResourceChanged>(Assert.Single(Parse(("\"Target\"", "\"Other\"")).Events));

    [Fact]
    public void A_deleted_contact_is_taken_out()
    {
        var gone = Assert.IsType<CustomerRemoved>(Assert.Single(Parse(("\"Update\"", "\"Delete\"")).Events));
        Assert.Equal(("dataverse-contact", "0f8fad5b-d9cb-469f-a165-70867728950e"), (gone.Customer.Type, gone.Customer.Value));
    }

    [Theory]
    [InlineData("\"Update\"", "\"Assign\"")]
    [InlineData("\"PrimaryEntityName\": \"contact\"", "\"PrimaryEntityName\": \"account\"")]
    public void Takes_in_and_drops_the_rest(string from, string to) => Assert.IsType<NotHandled>(Assert.Single(Parse((from, to)).Events));

    [Theory]
    [InlineData("\"/Date(1793795400000)/\",\n  \"OperationId\"", "\"/Date(x)/\",\n  \"OperationId\"", "/OperationCreatedOn")]
    [InlineData("\"PrimaryEntityId\"", "\"Id\"", "/PrimaryEntityId")]
    [InlineData("\"MessageName\"", "\"Message\"", "/MessageName")]
    public void Names_what_is_wrong(string from, string to, string field) => Assert.Equal(field, Assert.Single(Parse((from, to)).Faults).Pointer);

    [Theory]
    [InlineData("x-own", "sample-key", "", true)]
    [InlineData("x-own", "other", "sample-key", true)]
    [InlineData("x-loyalty-secret", "sample-key", "", false)]
    [InlineData("x-own", "", "", false)]
    [InlineData("x-own", "sample-key,sample-key", "", false)]
    [Trait("Fault", "76")]
    public void Believes_the_header_of_the_settings_or_the_query(string header, string value, string code, bool believed)
    {
        var partner = new Partner { Id = "a", Kind = "crm", Format = "Dataverse", Secrets = ["sample-key"], HeaderName = "x-own" };
        var request = new WebhookRequest("POST", "", [KeyValuePair.Create("code", code)], [KeyValuePair.Create(header, value)], default);
        Assert.Equal(believed, Connector.Verify(request, partner, Deliveries.Now));
    }

    private static ParsedDelivery Parse(params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("Dataverse", "contact.update"), (text, change) => text.Replace(change.From, change.To))),
        DemoPartners.Of("Dataverse"));
}

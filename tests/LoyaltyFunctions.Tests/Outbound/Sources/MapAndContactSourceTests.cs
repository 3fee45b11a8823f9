using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Sources;
using LoyaltyFunctions.Tests.Proof;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Tests.Outbound.Sources;

/// <summary>Esri, HubSpot and Dataverse name what to ask for.</summary>
public sealed class MapAndContactSourceTests : AskedSystem
{
    [Fact]
    public async Task A_layer_of_Esri_gives_fences_and_leaves_out_what_is_none()
    {
        There.Says(200, """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":7,"geometry":{"type":"Polygon","coordinates":[[[13,52],[14,52],[14,53],[13,52]]]},"properties":{"store_id":"berlin-1"}},
              {"type":"Feature","id":8,"geometry":{"type":"Point","coordinates":[13.4,52.5]},"properties":{"radiusMetres":150}},
              {"type":"Feature","id":9,"geometry":{"type":"LineString","coordinates":[[13,52],[14,52]]},"properties":{}},
              {"type":"Feature","id":10,"geometry":null,"properties":{}}]}
            """);
        var fences = (await FetchAsync("Esri", new ResourceChanged(Stage.Now, "stores", "0", "edited"))).Cast<FenceSet>().ToList();

        Assert.Equal("GET /0/query?where=1=1&outFields=*&outSR=4326&f=geojson&resultOffset=0&resultRecordCount=200", Path());
        Assert.Equal([("stores/0/7", "berlin-1", null), ("stores/0/8", (string?)null, (double?)150)], fences.Select(fence => (fence.Fence.Id, fence.Fence.StoreId, fence.Fence.RadiusMetres)));
        Assert.Equal("Bearer token", There.Calls[^1].Headers["X-Esri-Authorization"]);
    }

    [Fact]
    public async Task A_new_contact_of_HubSpot_is_read()
    {
        There.Says(200, """{"id":"512","properties":{"firstname":"Ada","email":"ada@example.com","hs_email_optout":"true"}}""");

        var contact = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("HubSpot", new ResourceChanged(Stage.Now, "contact", "512", "creation"))));

        Assert.Equal(("hubspot-contact", "512", "Ada", false), (contact.Customer.Type, contact.Customer.Value, contact.Patch.GivenName.Value, contact.Patch.EmailConsent.Value));
    }

    [Fact]
    [Trait("Fault", "52")]
    public async Task A_contact_that_Dataverse_could_not_send_is_read()
    {
        There.Says(200, """{"firstname":"Ada","emailaddress1":"ada@example.com","mobilephone":"030 123","donotemail":false,"donotbulkemail":true,"modifiedon":"2026-03-01T10:00:00Z"}""");

        var contact = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("Dataverse", Named("Dataverse"))));

        Assert.Equal($"GET /api/data/v9.2/contacts({Contact})?$select=firstname,lastname,emailaddress1,mobilephone,donotemail,donotbulkemail,modifiedon", Path());
        Assert.Equal(("dataverse-contact", Contact, "ada@example.com"), (contact.Customer.Type, contact.Customer.Value, contact.AlsoKnownAs!.Value));
        Assert.Equal((false, false, new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero)), (contact.Patch.EmailConsent.Value, contact.Patch.Phone.Given, contact.OccurredAt));
        Assert.False(SourceCatalogue.Of("Dataverse")!.Knows(Named("Dataverse") with { Id = "1)/x" }));
    }
}

using System.Text.Json;
using Loyalty.Accounts;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Handlers;

/// <summary>What systems know of members comes together: two that turn out to be one, an erasure that is passed on, what somebody did with a campaign.</summary>
public sealed class MembersJoinedTests : IDisposable
{
    private readonly Stage _stage = new(ErpCases.Engaging, new Dictionary<string, string?>(ErpCases.Settings.Concat(ErpCases.Shop)));

    public MembersJoinedTests()
    {
        _stage.Enrol(ErpCases.Ada);
        _stage.Pass(TimeSpan.FromMinutes(1));
        _stage.Enrol(ErpCases.Bob);
    }

    public void Dispose() => _stage.End();

    [Fact]
    [Trait("Fault", "110")]
    public void A_record_that_knows_two_members_makes_them_one_and_the_older_stays()
    {
        Two();
        ErpCases.Sell(_stage, "w1", "r1", ErpCases.Bob);
        ErpCases.Drop(_stage, "customers-1.csv", "customerId,email,givenName\nC-1,both@example.com,Augusta\n");

        Assert.Equal(_stage.Members[ErpCases.Ada], Account(ErpCases.Bob).MergedInto);
        Assert.Equal((AccountStatus.Open, 100 + 100 + 170), (Account(ErpCases.Ada).Status, Account(ErpCases.Ada).Balance.Value));
        Assert.Equal("Augusta", Profile(ErpCases.Ada)!.Profile.GivenName);
        ErpCases.Sell(_stage, "w2", "r2", ErpCases.Bob);
        Assert.Equal(370 + 170, Account(ErpCases.Ada).Balance.Value);
        Settle();
    }

    [Fact]
    public void Two_that_cannot_be_one_stay_two_and_the_row_is_reported()
    {
        Two();
        _stage.Post($"members/{_stage.Members[ErpCases.Bob]}/redemptions", "res", Json.Redeem(100));
        ErpCases.Drop(_stage, "customers-1.csv", "customerId,email,givenName\nC-1,both@example.com,Augusta\n");

        Assert.Equal((AccountStatus.Open, AccountStatus.Open), (Account(ErpCases.Ada).Status, Account(ErpCases.Bob).Status));
        var report = System.Text.Encoding.UTF8.GetString(_stage.World.Blobs.Read(Names.Containers.ErpInbox, "errors/customers-1.csv.errors.csv"));
        Assert.EndsWith("2,\"one record is about two members, who could not be merged\"\r\n", report, StringComparison.Ordinal);
        Settle();
    }

    [Fact]
    [Trait("Fault", "19")]
    public void A_customer_whom_a_shop_redacts_is_erased_and_nobody_else()
    {
        ErpCases.Attach(_stage, ErpCases.Ada, "shopify-customer", "77");
        foreach (var id in (int[])[77, 78, 77])
        {
            _stage.Shop($"s{id}", "customers/redact", $$"""{"shop_id":1,"customer":{"id":{{id}}},"orders_to_redact":[]}""");
            _stage.WorkQueues();
        }

        ErpCases.Attach(_stage, ErpCases.Bob, "shopify-customer", "79");
        Assert.Equal(422, _stage.Shop("s79", "customers/redact", """{"id":1,"customer":{"id":79}}""").Status);

        Assert.Equal((AccountStatus.Erased, AccountStatus.Open), (Account(ErpCases.Ada).Status, Account(ErpCases.Bob).Status));
        Assert.Null(Profile(ErpCases.Ada));
        Settle();
    }

    [Fact]
    public void What_was_done_with_a_campaign_is_kept_and_earns_once_for_each_kind()
    {
        foreach (var (id, what) in ((string, string)[])[("e1", "sent"), ("e2", "opened"), ("e3", "opened"), ("e4", "clicked"), ("e5", "unsubscribed")])
            ErpCases.Engage(_stage, id, what);
        ErpCases.Engage(_stage, "e6", "opened", "winter");
        ErpCases.Engage(_stage, "e7", "opened", "spring", "sms");

        Assert.Equal(100 + (3 * 5), Account(ErpCases.Ada).Balance.Value);
        Assert.False(Profile(ErpCases.Ada)!.Profile.Consents!.Email);
        var counts = Campaign("autumn");
        Assert.Equal((1L, 1L, 1L, 1L, 0L, 1L), (counts("members"), counts("sent"), counts("opened"), counts("clicked"), counts("converted"), counts("unsubscribed")));
        Assert.Equal(404, _stage.Process.Get("partners/acme/campaigns/summer")!.Status);
        Settle();
    }

    private void Two()
    {
        ErpCases.Attach(_stage, ErpCases.Ada, "erp-customer", "C-1");
        ErpCases.Attach(_stage, ErpCases.Bob, "email", "both@example.com");
    }

    private Func<string, long> Campaign(string id)
    {
        var counts = JsonElement.Parse(_stage.Process.Get($"partners/acme/campaigns/{id}")!.Body);
        return name => counts.GetProperty(name).GetInt64();
    }

    private Account Account(string card) => new Books(_stage.World).Members.Single(member => member.MemberId == _stage.Members[card]).Account!;

    private MemberProfile? Profile(string card) => _stage.Process.Run(async () => (await _stage.Process.Get<Ledger>().FindWithProfileAsync(_stage.Members[card], default), 0)).Item1.Profile;

    private void Settle()
    {
        _stage.Settle();
        Assert.Empty(_stage.Faults(settled: true));
    }
}

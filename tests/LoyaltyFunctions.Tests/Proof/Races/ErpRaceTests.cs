using System.Text;
using Loyalty.Accounts;
using Loyalty.Entries;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Proof.Cases;
using static LoyaltyFunctions.Tests.Proof.Races.Race;

namespace LoyaltyFunctions.Tests.Proof.Races;

/// <summary>Two processes at once on what connected systems tell: files, claims, joined members, visits, caps, records that are deleted.</summary>
public sealed class ErpRaceTests
{
    private const string Customers = "customerId,email,givenName\r\nC-1,both@example.com,Augusta\r\n,nobody@example.com,\r\nC-2,=1+1,\r\n";

    [Fact]
    [Trait("Fault", "2")]
    public void A_file_that_two_processes_work_on_has_each_effect_and_each_line_of_its_report_once() => AtEachRequest(
        stage =>
        {
            Two(stage);
            stage.World.Blobs.Overwrite(Names.Containers.ErpInbox, "customers-1.csv", Encoding.UTF8.GetBytes(Customers));
            Assert.True(stage.Process.TakeFile(Json.Dropped("customers-1.csv", stage.Now)));
            Assert.True(stage.Process.TakeFile(Json.Dropped("customers-1.csv", stage.Now)));
        },
        (_, process) => process.WorkFile() ? 1 : 0,
        (_, process) => process.WorkFile() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage =>
        {
            Assert.Equal("line,reason\r\n3,\"customerId is missing\"\r\n4,\"holds a formula\"\r\n", Encoding.UTF8.GetString(stage.World.Blobs.Read(Names.Containers.ErpInbox, "errors/customers-1.csv.errors.csv")));
            Assert.Equal((3L, 2L), (Number(stage, "Rows"), Number(stage, "BadRows")));
            AreOne(stage);
        },
        settings: ErpCases.Central);

    [Fact]
    [Trait("Fault", "43")]
    public void A_file_whose_work_goes_on_in_two_processes_at_once_is_worked_on_to_its_end() => AtEachRequest(
        stage =>
        {
            stage.World.Blobs.Overwrite(Names.Containers.ErpInbox, "items-1.csv", Encoding.UTF8.GetBytes("sku,category\r\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"S{i},{(i % 3 == 0 ? "=" : "")}coffee\r\n"))));
            Assert.True(stage.Process.TakeFile(Json.Dropped("items-1.csv", stage.Now)));
            // The first run is killed when it has taken some articles; its message comes again, and Event Grid tells of the file again.
            var taken = 0;
            stage.Harm(request => request.Name.StartsWith("Items: ", StringComparison.Ordinal) && ++taken > 4 ? Testing.Tables.Faults.Fault.Stop : null);
            Assert.False(stage.Process.WorkFile());
            stage.Restart();
            Assert.True(stage.Process.TakeFile(Json.Dropped("items-1.csv", stage.Now)));
        },
        (_, process) => process.WorkFile() ? 1 : 0,
        (_, process) => process.WorkFile() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage =>
        {
            Assert.Equal((10L, 4L), (Number(stage, "Rows"), Number(stage, "BadRows")));
            Assert.Equal(6, new Books(stage.World).Rows(Names.Tables.Items).Count());
        },
        settings: ErpCases.Settings);

    [Fact]
    [Trait("Fault", "6")]
    public void A_claim_and_the_sale_that_it_claims_find_each_other_and_it_earns_once() => AtEachRequest(
        stage =>
        {
            stage.Enrol(Ada);
            stage.Event("w1", "purchase.completed", Json.Sale("r1", "120.00"));
        },
        (stage, process) => process.Post("claims", "c1", ErpCases.Claim(stage, "\"receiptId\":\"r1\",\"storeId\":\"s1\""))!.Status,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 202], answers.Order()),
        stage => Assert.Equal([170L], EarnedBy(stage, "r1")),
        settings: ErpCases.Settings);

    [Fact]
    [Trait("Fault", "6")]
    public void A_sale_without_a_member_and_the_claim_of_it_find_each_other_and_it_earns_once() => AtEachRequest(
        stage =>
        {
            stage.Enrol(Ada);
            stage.Event("w1", "purchase.completed", Json.Sale("r1", "120.00"));
        },
        (_, process) => process.Receive() ? 1 : 0,
        (stage, process) => process.Post("claims", "c1", ErpCases.Claim(stage, "\"receiptId\":\"r1\",\"storeId\":\"s1\""))!.Status,
        answers => Assert.Equal([1, 202], answers.Order()),
        stage => Assert.Equal([170L], EarnedBy(stage, "r1")),
        settings: ErpCases.Settings);

    [Fact]
    [Trait("Fault", "6")]
    public void A_claim_that_a_payment_settles_and_the_sale_of_the_same_receipt_earn_once() => AtEachRequest(
        stage =>
        {
            stage.Enrol(Ada);
            ErpCases.Pay(stage, "p1", ErpCases.CashReceipt("CR-1", numbers: "\"receiptId\":\"r1\","));
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
        },
        (stage, process) => process.Post("claims", "c1", ErpCases.Claim(stage, "\"receiptId\":\"r1\",\"storeId\":\"s1\""))!.Status,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 202], answers.Order()),
        stage => Assert.Equal([170L], EarnedBy(stage, "r1")),
        settings: ErpCases.Settings);

    [Fact]
    [Trait("Fault", "6")]
    public void Of_two_members_who_claim_one_sale_one_earns() => AtEachRequest(
        stage =>
        {
            Both(stage);
            ErpCases.SellToNobody(stage, "w1", "r1");
        },
        (stage, process) => process.Post("claims", "c1", ErpCases.Claim(stage, "\"receiptId\":\"r1\""))!.Status,
        (stage, process) => process.Post("claims", "c2", $$"""{"memberId":"{{stage.Members[Bob]}}","receiptId":"r1"}""")!.Status,
        answers => Assert.Equal([202, 202], answers),
        stage => Assert.Equal([170L], EarnedBy(stage, "r1")),
        settings: ErpCases.Settings);

    [Fact]
    [Trait("Fault", "110")]
    public void Two_systems_that_find_out_at_once_that_two_members_are_one_make_one_of_them() => AtEachRequest(
        stage =>
        {
            Two(stage);
            ErpCases.Attach(stage, Ada, "businesscentral-customer", "C-1");
            stage.World.Receiver.Answer = _ => ErpCases.Says("""{"id":"c1","number":"C-1","email":"both@example.com"}""");
            stage.World.Blobs.Overwrite(Names.Containers.ErpInbox, "customers-1.csv", Encoding.UTF8.GetBytes(Customers));
            Assert.True(stage.Process.TakeFile(Json.Dropped("customers-1.csv", stage.Now)));
            ErpCases.Accept(stage, "customers(c1)");
            Assert.True(stage.Process.Receive());
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.WorkFile() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage =>
        {
            AreOne(stage);
            Assert.Contains(Profile(stage, Ada).Identities, identity => identity.Type == "businesscentral-record");
        },
        settings: ErpCases.Central);

    [Fact]
    [Trait("Fault", "110")]
    public void Three_members_of_whom_two_systems_each_know_two_become_one() => AtEachRequest(
        stage =>
        {
            Two(stage);
            stage.Pass(TimeSpan.FromMinutes(1));
            stage.Enrol(Eve);
            // The file knows Ada and Bob as one, Business Central Bob and Eve.
            ErpCases.Attach(stage, Bob, "businesscentral-customer", "C-9");
            ErpCases.Attach(stage, Eve, "email", "eve@example.com");
            stage.World.Receiver.Answer = _ => ErpCases.Says("""{"id":"c9","number":"C-9","email":"eve@example.com"}""");
            stage.World.Blobs.Overwrite(Names.Containers.ErpInbox, "customers-1.csv", Encoding.UTF8.GetBytes(Customers));
            Assert.True(stage.Process.TakeFile(Json.Dropped("customers-1.csv", stage.Now)));
            ErpCases.Accept(stage, "customers(c9)");
            Assert.True(stage.Process.Receive());
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.WorkFile() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage =>
        {
            Assert.Equal(300, new Books(stage.World).Members.Sum(member => member.Account!.Balance.Value));
            Assert.Single(new Books(stage.World).Members, member => member.Account!.Status == AccountStatus.Open);
        },
        settings: ErpCases.Central);

    [Fact]
    public void Of_two_visits_that_are_too_far_apart_one_earns() => AtEachRequest(
        stage =>
        {
            stage.Enrol(Ada);
            Visit(stage, "v1", 52.52, 13.40);
            Visit(stage, "v2", 48.14, 11.58);
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage => Assert.Single(Entries(stage), entry => entry.Rules.Any(rule => rule.Id == "stops")),
        ErpCases.Write("proof-stops.json", """{"id": "stops", "on": "checkin", "points": {"fixed": 3}},"""));

    [Fact]
    [Trait("Fault", "87")]
    public void Two_sales_at_once_give_no_more_than_is_left_of_a_partners_day() => AtEachRequest(
        stage =>
        {
            stage.Enrol(Ada);
            stage.Event("w1", "purchase.completed", Json.OfMember(Ada, Json.Sale("r1", "120.00")));
            stage.Event("w2", "purchase.completed", Json.OfMember(Ada, Json.Sale("r2", "120.00")));
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage => Assert.Equal([40L, 60L], Entries(stage).Where(entry => entry.Purchase is not null).Select(entry => entry.Points.Value).Order()),
        settings: ErpCases.Capped);

    [Fact]
    [Trait("Fault", "16")]
    public void A_credit_memo_and_the_claim_that_its_invoice_settles_find_each_other() => AtEachRequest(
        stage =>
        {
            ErpCases.Known(stage);
            ErpCases.AnswerAt(stage, "salesInvoices", """{"number":"INV-1","customerNumber":"C-1","totalAmountIncludingTax":120.0,"currencyCode":"EUR","status":"Paid","invoiceDate":"2026-03-01"}""");
            ErpCases.AnswerAt(stage, "salesCreditMemos", """{"number":"CM-1","invoiceNumber":"INV-1","totalAmountIncludingTax":20.0,"currencyCode":"EUR","status":"Open"}""");
            ErpCases.Notify(stage, "salesInvoices(i1)");
            ErpCases.Accept(stage, "salesCreditMemos(m1)");
            Assert.True(stage.Process.Receive());
        },
        (stage, process) => process.Post("claims", "c1", ErpCases.Claim(stage, "\"invoiceId\":\"INV-1\""))!.Status,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 202], answers.Order()),
        stage => Assert.Equal([-20L, 170L], EarnedBy(stage, "INV-1")),
        settings: ErpCases.Central);

    [Fact]
    [Trait("Fault", "110")]
    public void A_record_that_is_deleted_while_the_member_changes_goes_and_the_change_stays() => AtEachRequest(
        stage =>
        {
            ErpCases.Known(stage);
            ErpCases.Notify(stage, "customers(c1)");
            stage.World.Receiver.Answer = _ => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound);
            ErpCases.Accept(stage, "customers(c1)", "deleted");
            Assert.True(stage.Process.Receive());
        },
        (_, process) => process.Receive() ? 1 : 0,
        (stage, process) => process.Change(stage.Members[Ada], "p1", """{"phone":"+4915177777","consents":{"email":true}}""")!.Status,
        answers => Assert.Equal([1, 200], answers.Order()),
        stage =>
        {
            Assert.Equal(["card", "phone", "phone"], Profile(stage, Ada).Identities.Select(identity => identity.Type).Order());
            Assert.Equal("operator", Profile(stage, Ada).ToldBy!["email"].ClientId);
            Assert.Equal(3, new Books(stage.World).Rows(Names.Tables.Identities).Count());
        },
        settings: ErpCases.Central);

    [Fact]
    [Trait("Fault", "18")]
    public void Of_two_words_on_a_consent_at_once_the_later_stands_with_who_said_it() => AtEachRequest(
        stage =>
        {
            stage.Enrol(Ada);
            stage.Webhook("w1", Json.Event("customer.updated", stage.Now.AddMinutes(-2), """{"customer":{"type":"card","value":"600001"},"consents":{"email":true}}"""));
            stage.Webhook("w2", Json.Event("engagement.unsubscribed", stage.Now.AddMinutes(-1), Json.OfMember(Ada, """{"campaignId":"autumn","channel":"email"}""")), "other");
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage =>
        {
            var profile = Profile(stage, Ada);
            Assert.False(profile.Profile.Consents!.Email);
            Assert.Equal("other", profile.ToldBy!["email"].Partner);
        });

    [Fact]
    [Trait("Fault", "110")]
    public void A_number_that_one_system_takes_off_and_another_gives_at_once_is_claimed_exactly_if_it_is_shown() => AtEachRequest(
        stage =>
        {
            ErpCases.Known(stage);
            ErpCases.Notify(stage, "customers(c1)");
            stage.World.Receiver.Answer = _ => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound);
            ErpCases.Accept(stage, "customers(c1)", "deleted");
            Assert.True(stage.Process.Receive());
        },
        (_, process) => process.Receive() ? 1 : 0,
        (stage, process) => process.Post($"members/{stage.Members[Ada]}/identities", "again", """{"type":"businesscentral-customer","value":"C-1"}""")!.Status,
        answers => Assert.Equal([1, 200], answers.Order()),
        AssertClaims,
        settings: ErpCases.Central);

    [Fact]
    [Trait("Fault", "18")]
    public void Of_two_addresses_at_once_the_later_stands_and_the_other_is_free_again() => AtEachRequest(
        stage =>
        {
            stage.Enrol(Ada);
            // The one that was sent last is worked on first, and held up.
            foreach (var (id, minutes, address) in ((string, int, string)[])[("w1", -1, "later@example.com"), ("w2", -2, "older@example.com")])
                stage.Webhook(id, Json.Event("customer.updated", stage.Now.AddMinutes(minutes), $$"""{"customer":{"type":"card","value":"600001"},"email":"{{address}}"}"""));
        },
        (_, process) => process.Receive() ? 1 : 0,
        (_, process) => process.Receive() ? 1 : 0,
        answers => Assert.Equal([1, 1], answers),
        stage =>
        {
            Assert.Equal("later@example.com", Profile(stage, Ada).Profile.Email);
            AssertClaims(stage);
        });

    /// <summary>Ada, and Bob who has the address that the ERP knows her by.</summary>
    private static void Two(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Pass(TimeSpan.FromMinutes(1));
        stage.Enrol(Bob);
        ErpCases.Attach(stage, Ada, "erp-customer", "C-1");
        ErpCases.Attach(stage, Bob, "email", "both@example.com");
    }

    private static void AreOne(Stage stage)
    {
        Assert.Equal([0L, 200L], new Books(stage.World).Members.Select(member => member.Account!.Balance.Value).Order());
        Assert.Equal("Augusta", Profile(stage, Ada).Profile.GivenName);
    }

    /// <summary>Who is known by something is shown with it, and nobody is shown with what they are not known by.</summary>
    private static void AssertClaims(Stage stage) => Assert.Equal(
        Profile(stage, Ada).Identities.Select(identity => identity.Hash).Order(),
        new Books(stage.World).Rows(Names.Tables.Identities).Select(row => row.RowKey).Order());

    private static void Visit(Stage stage, string id, double latitude, double longitude) =>
        stage.Event(id, "checkin", Json.OfMember(Ada, FormattableString.Invariant($"{{\"latitude\":{latitude},\"longitude\":{longitude}}}")));

    private static IEnumerable<long> EarnedBy(Stage stage, string receipt) =>
        Entries(stage).Where(entry => entry.Source.ReceiptId == receipt && entry.Kind is EntryKind.Earn or EntryKind.Reverse).Select(entry => entry.Points.Value).Order();

    private static MemberProfile Profile(Stage stage, string card) =>
        stage.Process.Run(() => stage.Process.Get<Ledger>().FindProfileAsync(stage.Members[card], default))!;

    private static long Number(Stage stage, string column) => (long)Assert.Single(new Books(stage.World).Rows(Names.Tables.Files)).Properties[column];
}

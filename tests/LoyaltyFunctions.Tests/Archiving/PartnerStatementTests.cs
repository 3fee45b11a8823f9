using System.Text;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Tests.Proof;

namespace LoyaltyFunctions.Tests.Archiving;

public sealed class PartnerStatementTests
{
    private const string Card = "600001";

    [Fact]
    public void A_month_shows_what_the_partner_issued_took_back_and_redeemed()
    {
        var stage = Played();

        Assert.Equal(new StatementView("acme", "2026-03", Issued: 270, Reversed: 10, Redeemed: 100, Entries: 4, Complete: false), Of(stage, "acme", 3));
        Assert.Equal(new StatementView("other", "2026-03", 90, 0, 0, 1, false), Of(stage, "other", 3));
        Assert.Equal(new StatementView("acme", "2026-04", 0, 0, 0, 0, false), Of(stage, "acme", 4));
        stage.End();
    }

    [Fact]
    public void A_month_is_complete_when_it_is_compacted_and_the_next_has_begun()
    {
        var stage = Played();
        stage.Pass(TimeSpan.FromDays(40));
        Buy(stage, "r9");
        stage.Process.Run(() => stage.Process.Get<ArchiveCompactor>().RunAsync(int.MaxValue, default));

        Assert.Equal(new StatementView("acme", "2026-03", 270, 10, 100, 4, true), Of(stage, "acme", 3));
        stage.End();
    }

    [Fact]
    public void An_entry_that_was_archived_again_on_a_later_day_counts_once()
    {
        var stage = Played();
        var again = stage.World.Blobs.Lines(Storage.Names.Containers.Archive, "entries/").Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)).ToList();
        stage.Pass(TimeSpan.FromDays(2));
        stage.Process.Run(async () =>
        {
            foreach (var line in again)
                await stage.Process.Get<Storage.Archive>().AppendAsync(line);
            return true;
        });

        Assert.Equal(4, Of(stage, "acme", 3).Entries);
        stage.End();
    }

    [Fact]
    public void As_CSV_it_is_a_header_and_a_line() => Assert.Equal(
        "partner,month,issued,reversed,redeemed,entries,complete\r\nacme,2026-03,270,30,100,4,true\r\n",
        Encoding.UTF8.GetString(new StatementView("acme", "2026-03", 270, 30, 100, 4, true).ToCsv()));

    /// <summary>100 for joining; 170 for a sale of 120 euros, of which 10 euros are given back; 100 redeemed; a sale of 90 euros at another partner's.</summary>
    private static Stage Played()
    {
        var stage = new Stage();
        stage.Enrol(Card);
        Buy(stage, "r1");
        stage.Post("refunds", "f1", Json.Refund("r1", "f1", "10.00"));
        stage.Post($"members/{stage.Members[Card]}/redemptions", "now", Json.Redeem(100, capture: true));
        stage.Webhook("w1", Json.Event("purchase.completed", stage.Now, Json.OfMember(Card, Json.Sale("x1", "90.00"))), "other");
        stage.WorkQueues();
        stage.Rest();
        return stage;
    }

    private static void Buy(Stage stage, string receipt)
    {
        stage.Post($"members/{stage.Members[Card]}/purchases", "buy " + receipt, Json.Sale(receipt, "120.00"));
        stage.Rest();
    }

    private static StatementView Of(Stage stage, string partner, int month) =>
        stage.Process.Run(() => stage.Process.Get<PartnerStatements>().OfAsync(partner, new DateOnly(2026, month, 1), default));
}

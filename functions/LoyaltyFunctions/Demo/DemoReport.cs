using System.Globalization;
using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Demo;

/// <summary>The account in print: deliveries, members, entries, events, blobs, and where to look next.</summary>
internal sealed class DemoReport(Page page, DemoClient client, DemoSamples samples, DemoFindings findings, DemoCallReport calls)
{
    private const int EntriesShown = 4;
    private const int HashShown = 8;
    private const int NameShown = 18;

    public void Open()
    {
        page.Heading("A day in detail");
        page.Say($"Sample members are enrolled and sample webhooks of every connected format are signed and posted to this hub. "
            + $"This is run {samples.Run}: the members stay the same from run to run, receipts and deliveries are new, so points add up. "
            + "Each delivery is followed until the hub has worked on it; a moment, please. One delivery is forged, so one warning about a "
            + "signature belongs here.");
    }

    public void Write()
    {
        WriteDeliveries();
        calls.Write();
        WriteMembers();
        WriteEntries();
        WriteEvents();
        WriteBlobs();
    }

    private void WriteDeliveries()
    {
        page.Heading("What was sent, and what became of it");
        var table = new Table("sent", "what it says", "HTTP", "what became of it");
        foreach (var (title, lines) in findings.Chapters)
        {
            table.Section("");
            table.Section(title);
            foreach (var line in lines)
            {
                table.Add(line.Sent.Length > NameShown ? line.Sent[..(NameShown - 1)] + "…" : line.Sent, line.Says, Number(line.Status), Outcome(line));
            }
        }

        page.Show(table);
        page.Say("");
        page.Say("By design: nobody is enrolled twice; a delivery that came before is answered 202 with the same id; a receipt earns once, "
            + "however it comes; a forged delivery is answered 401 and leaves nothing but a line in the log; a sale to an unknown card "
            + "waits for its member.");
    }

    private string Outcome(DemoLine line) =>
        line.Note ?? (line.Became is null ? line.Status == 202 ? "still queued" : line.Status == 200 ? "answered as this system demands" : "refused" : $"{line.Became.Status}: {Effect(line.Became)}");

    private string Effect(DeliveryView view)
    {
        var found = view.Entries.SelectMany(entry => findings.Members.Where(member => member.Id == entry.MemberId)
            .SelectMany(member => member.Entries.Where(shown => shown.Seq == entry.Seq).Select(shown => $"{Signed(shown.Points)} for {member.Name}")));
        return view.Reason ?? (string.Join(", ", found) is { Length: > 0 } effect ? effect : "no points");
    }

    private void WriteMembers()
    {
        page.Heading("Members");
        var table = new Table("name", "member id", "points", "tier", "next tier");
        foreach (var member in findings.Members)
        {
            var (balance, tier) = (member.Balance, member.Balance.Tier);
            var next = tier.NextTier is null ? "none is higher" : $"{tier.NextTier}, after {tier.PointsToNext} more";
            table.Add(member.Name, member.Id, Number(balance.Points), $"{tier.Name} until {Date(tier.Until)}", next);
        }

        page.Show(table);
    }

    private void WriteEntries()
    {
        page.Heading("The newest entries of their ledger");
        var table = new Table("member", "entry", "kind", "points", "balance", "hash", "follows", "rules");
        foreach (var (name, entry) in findings.Members.SelectMany(member => member.Entries.Take(EntriesShown).Select(entry => (member.Name, entry))))
        {
            var rules = string.Join(", ", entry.Rules.Select(rule => $"{rule.Id} {Signed(rule.Points)}"));
            table.Add(name, Number(entry.Seq), entry.Kind, Signed(entry.Points), Number(entry.Balance), entry.Hash[..HashShown], entry.PreviousHash[..HashShown], rules);
        }

        page.Show(table);
        page.Say("");
        page.Say(Chain());
    }

    private string Chain()
    {
        var archived = findings.Blobs.Where(blob => blob.IsArchived).SelectMany(blob => blob.Lines);
        var broken = findings.Members.Select(DemoChain.FaultOf).FirstOrDefault(fault => fault is not null)
            ?? DemoChain.FaultOf(archived, findings.Members);
        return broken is null
            ? $"The chains fit: each entry names the hash of the one before it ({new string('0', HashShown)} before the first), and "
                + "the archived lines, hashed again, give the same hashes."
            : $"THE CHAIN IS BROKEN: {broken}";
    }

    private void WriteEvents()
    {
        page.Heading("CloudEvents that came out");
        if (client.Events is null)
        {
            page.Say("The events do not go to a topic of this machine, so they are not counted here.");
            return;
        }

        var table = new Table("count", "type");
        foreach (var type in findings.Events.GroupBy(one => one.Type).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            table.Add(Number(type.Count()), type.Key);
        }

        page.Show(table);
    }

    private void WriteBlobs()
    {
        page.Heading("Blobs written by this run");
        var table = new Table("bytes", "lines", "blob");
        foreach (var blob in findings.Blobs)
        {
            table.Add(Number(blob.Bytes), blob.Lines.Count == 0 ? "-" : Number(blob.Lines.Count), $"{blob.Container}/{blob.Name}");
        }

        page.Show(table);
        page.Say("");
        page.Say("Events and lines come at least once: readers drop a repeated one by its member and sequence.");
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Signed(long number) => number.ToString("+0;-0;0", CultureInfo.InvariantCulture);

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

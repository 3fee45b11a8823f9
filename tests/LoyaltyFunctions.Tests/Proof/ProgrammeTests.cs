using LoyaltyFunctions.Programmes;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Versions of the programme come by the API, hold from their instant on, and are known to every process.</summary>
public sealed class ProgrammeTests : IDisposable
{
    private const string Ada = "600001";

    private readonly Stage _stage = new();

    public ProgrammeTests() => _stage.Enrol(Ada);

    public void Dispose() => _stage.End();

    [Fact]
    [Trait("Fault", "108")]
    public void A_version_takes_effect_at_once_and_a_refund_goes_by_the_version_of_its_sale()
    {
        Buy("r1");
        Assert.Equal(200, _stage.Publish("p1", Programmes.Twice("2")).Status);
        Buy("r2");
        _stage.Post("refunds", "f1", Json.Refund("r1", "f1", "12.00"));

        Assert.Equal([("1", 12L), ("2", 24L), ("2", -12L)], Points());
    }

    [Fact]
    public void A_version_with_a_later_instant_waits_for_it()
    {
        _stage.Publish("p1", Programmes.Twice("2", "2026-03-10T00:00:00+01:00"));
        Buy("r1");
        _stage.Pass(TimeSpan.FromDays(10));
        Buy("r2");

        Assert.Equal([("1", 12L), ("2", 24L)], Points());
    }

    [Fact]
    public void Another_process_knows_it_after_a_reload_and_the_next_one_from_its_start()
    {
        var other = _stage.World.NewProcess();
        _stage.Publish("p1", Programmes.Twice("2"));

        Assert.Equal("1", other.Get<ProgrammeBook>().Current.Version);
        other.Run(async () =>
        {
            await other.Get<ProgrammeBook>().ReloadAsync(default);
            return true;
        });
        Assert.Equal("2", other.Get<ProgrammeBook>().Current.Version);
        Assert.Equal("2", _stage.World.NewProcess().Get<ProgrammeBook>().Current.Version);
    }

    [Fact]
    public void The_same_again_changes_nothing_and_another_content_is_refused()
    {
        _stage.Publish("p1", Programmes.Twice("2"));

        Assert.Equal(200, _stage.Publish("p2", Programmes.Twice("2")).Status);
        var other = _stage.Publish("p3", Programmes.Twice("2").Replace("\"amount\": 2", "\"amount\": 3", StringComparison.Ordinal));
        var reused = _stage.Publish("p1", Programmes.Twice("3"));

        Assert.Equal((422, "invalid"), (other.Status, other.Problem));
        Assert.Equal((422, "idempotency-key-reused"), (reused.Status, reused.Problem));
    }

    [Theory]
    [InlineData("\"EUR\"", "\"USD\"", "/currency")]
    [InlineData("Europe/Berlin", "Europe/Paris", "/timeZone")]
    [InlineData("\"id\": \"sample\"", "\"id\": \"other\"", "/id")]
    [InlineData("\"fixed\": 50", "\"fixed\": -50", "/earn/2/points/fixed")]
    public void What_accounts_stand_on_cannot_change_and_a_mistake_is_named(string old, string changed, string where)
    {
        var answer = _stage.Publish("p1", Programmes.Twice("2").Replace(old, changed, StringComparison.Ordinal));

        Assert.Equal(422, answer.Status);
        Assert.Contains($"\"pointer\":\"{where}\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal("1", _stage.Process.Get<ProgrammeBook>().Current.Version);
    }

    private void Buy(string receipt) => _stage.Post($"members/{_stage.Members[Ada]}/purchases", "buy " + receipt, Json.Sale(receipt, "12.00"));

    private IEnumerable<(string Version, long Points)> Points()
    {
        var ledger = _stage.Process.Get<Storage.Ledger>();
        return _stage.Process.Run(() => ledger.EntriesAsync(_stage.Members[Ada], long.MaxValue, 50, default))
            .Reverse().Skip(1).Select(entry => (entry.ProgrammeVersion, entry.Points.Value));
    }
}

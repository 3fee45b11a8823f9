using LocalHost.Hosting;

namespace LocalHost.Tests.Hosting;

public sealed class SettingsFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Levels_are_double_underscores_and_values_are_strings()
    {
        File.WriteAllText(_path, """
            {
              // as Core Tools allows
              "IsEncrypted": false,
              "Values": { "A__B__0": "x", "Port": 5, "On": true, },
              "ConnectionStrings": { "Db": "y" }
            }
            """);
        Assert.Equal(
            new Dictionary<string, string?> { ["A:B:0"] = "x", ["Port"] = "5", ["On"] = "True", ["ConnectionStrings:Db"] = "y" },
            SettingsFile.Read(_path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"Values":""")]
    [InlineData("""{"Values":[]}""")]
    [InlineData("""{"Values":{"A":{}}}""")]
    [InlineData("""{"IsEncrypted":true,"Values":{}}""")]
    public void A_file_that_cannot_be_read_is_named_in_one_line(string text)
    {
        File.WriteAllText(_path, text);
        var fault = Assert.Throws<StartFault>(() => SettingsFile.Read(_path));
        Assert.StartsWith($"Settings {_path} cannot be read: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}

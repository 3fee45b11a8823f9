using System.ComponentModel;

namespace LocalHost.Tests.Api;

/// <summary>The comparison itself, on made-up types: what agrees passes, and every kind of difference is found.</summary>
public sealed class ApiDifferencesTests
{
    private const string Prefix = "LocalHost.Tests.Api.ApiDifferencesTests.";

    private static readonly string[] Listing =
    [
        $"T:{Prefix}Sound : System.Object [abstract; implements System.IDisposable]",
        $"M:{Prefix}Sound.#ctor(System.Int32) : System.Void [protected; names: pitch]",
        $"M:{Prefix}Sound.Dispose : System.Void [abstract]",
        $"M:{Prefix}Sound.Play``1(``0,System.Collections.Generic.IReadOnlyList{{System.String}},System.Threading.CancellationToken) : "
            + "System.Threading.Tasks.Task{``0} [virtual; optional: notes, cancellationToken; names: tune, notes, cancellationToken; "
            + "defaults: notes=null, cancellationToken=default; where ``0: class, System.IDisposable, new()]",
        $"M:{Prefix}Sound.ToString : System.String [override]",
        $"M:{Prefix}Sound.TryStop(System.Int32@) : System.Boolean [static; out: when; names: when]",
        $"P:{Prefix}Sound.Item(System.String) : System.Nullable{{System.Int32}} [get; set; names: key]",
        $"P:{Prefix}Sound.Volume : System.Int32 [virtual; get]",
        $"T:{Prefix}LoudAttribute : System.Attribute [sealed; usage: Class, Method, AllowMultiple=true]",
        $"M:{Prefix}LoudAttribute.#ctor(System.String[]) : System.Void [params; names: words]",
        $"T:{Prefix}Key : System.Enum [enum]",
        $"F:{Prefix}Key.Minor = 0",
        $"F:{Prefix}Key.Major = 1",
    ];

    public enum Key
    {
        Minor = 0,
        Major = 1,
    }

    [Fact]
    public void What_agrees_has_no_differences() =>
        Assert.Empty(ApiDifferences.Of([typeof(Sound), typeof(LoudAttribute), typeof(Key)], new ApiListing(Listing)));

    [Fact]
    public void Having_fewer_members_is_no_difference() =>
        Assert.Empty(ApiDifferences.Of([typeof(Sound)], new ApiListing([.. Listing, $"M:{Prefix}Sound.Record : System.Void [virtual]"])));

    [Theory]
    [InlineData("Sound : System.Object [abstract;", "Sound : System.Object [sealed;")]
    [InlineData("Sound : System.Object", "Sound : System.IO.Stream")]
    [InlineData("; implements System.IDisposable", "")]
    [InlineData("[protected; names: pitch]", "[names: pitch]")]
    [InlineData("[protected; names: pitch]", "[protected; names: height]")]
    [InlineData("[virtual; optional", "[optional")]
    [InlineData("notes=null, ", "")]
    [InlineData("class, System.IDisposable", "System.IDisposable")]
    [InlineData("System.Threading.Tasks.Task{``0} ", "System.Threading.Tasks.ValueTask{``0} ")]
    [InlineData("[override]", "[virtual]")]
    [InlineData("[static; out: when;", "[static;")]
    [InlineData("Sound.Volume : System.Int32 [virtual; get]", "Sound.Volume : System.Int32 [virtual; get; set]")]
    [InlineData("Sound.Volume", "Sound.Loudness")]
    [InlineData("System.Nullable{System.Int32} [get", "System.Int32 [get")]
    [InlineData("AllowMultiple=true", "AllowMultiple=false")]
    [InlineData("[params; ", "[")]
    [InlineData("Key.Major = 1", "Key.Major = 2")]
    public void Every_kind_of_difference_is_found(string ours, string real)
    {
        Assert.Contains(Listing, line => line.Contains(ours, StringComparison.Ordinal));
        var changed = new ApiListing(Listing.Select(line => line.Replace(ours, real, StringComparison.Ordinal)));

        var difference = Assert.Single(ApiDifferences.Of([typeof(Sound), typeof(LoudAttribute), typeof(Key)], changed));

        Assert.Contains(ours.Split(' ')[0].Trim('[', ';', ','), difference, StringComparison.Ordinal);
    }

    [Fact]
    public void An_enum_must_have_all_its_values()
    {
        var difference = Assert.Single(ApiDifferences.Of([typeof(Key)], new ApiListing([.. Listing, $"F:{Prefix}Key.Modal = 2"])));

        Assert.Equal($"missing: F:{Prefix}Key.Modal", difference);
    }

    [Fact]
    public void A_type_that_no_package_has_is_named()
    {
        var differences = ApiDifferences.Of([typeof(Key)], new ApiListing(Listing.Where(line => !line.Contains("Key", StringComparison.Ordinal))));

        Assert.Equal($"no package declares it: T:{Prefix}Key : System.Enum [enum]", differences.First());
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract class Sound : IDisposable
    {
        protected Sound(int pitch) => Volume = pitch;

        public virtual int Volume { get; }

        public int? this[string key]
        {
            get => key.Length;
            set => Ignore(value);
        }

        public static bool TryStop(out int when)
        {
            when = 0;
            return true;
        }

        public virtual Task<T> Play<T>(T tune, IReadOnlyList<string>? notes = null, CancellationToken cancellationToken = default)
            where T : class, IDisposable, new() => Task.FromResult(tune);

        public abstract void Dispose();

        public override string ToString() => "";

        private protected static void Ignore(int? value) => _ = value;
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
    public sealed class LoudAttribute : Attribute
    {
        public LoudAttribute(params string[] words) => _ = words;
    }
}

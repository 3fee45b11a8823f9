using Microsoft.Playwright;

namespace Console.Tests;

/// <summary>How somebody looks at the page.</summary>
internal sealed record Look(string Name, ColorScheme Scheme, int Width, int Height, string Locale)
{
    public static readonly Look Light = new("light", ColorScheme.Light, 1280, 900, "en-GB");
    public static readonly Look Dark = Light with { Name = "dark", Scheme = ColorScheme.Dark };
    public static readonly Look Phone = Light with { Name = "phone", Width = 390, Height = 844 };
    public static readonly Look German = Light with { Name = "german", Locale = "de-DE" };
}

using System.Globalization;

namespace LoyaltyFunctions.Demo;

/// <summary>A bar that fills: one line of a terminal, or a line every tenth where the output goes to a file.</summary>
internal sealed class DemoProgress(Page page, string what, int of)
{
    private const int Cells = 40;

    private readonly bool _isFile = Console.IsOutputRedirected;
    private readonly Lock _gate = new();
    private int _done;
    private int _shown = -1;

    public void Step()
    {
        lock (_gate)
        {
            _done++;
            var part = _done * (_isFile ? 10 : 100) / of;
            if (part != _shown)
            {
                _shown = part;
                Show();
            }
        }
    }

    private void Show()
    {
        var filled = _done * Cells / of;
        var bar = string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Cells - filled)}] {_done} of {of} {what}");
        if (_isFile || _done == of)
        {
            page.Over(bar);
        }
        else
        {
            page.Again(bar);
        }
    }
}

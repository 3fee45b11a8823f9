using System.Collections.Concurrent;
using System.Text.Json;

namespace Testing.InProcess;

/// <summary>A topic that keeps the CloudEvents that it was sent, by id: an event that comes again must be the same.</summary>
public sealed class EventInbox
{
    private readonly ConcurrentDictionary<string, string> _events = new();
    private readonly ConcurrentQueue<string> _different = new();

    /// <summary>The JSON of each event by its id.</summary>
    public IReadOnlyDictionary<string, string> Events => _events;

    /// <summary>Ids that came twice with another content.</summary>
    public IEnumerable<string> Different => _different;

    internal void Take(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        foreach (var cloudEvent in document.RootElement.EnumerateArray())
        {
            var (id, text) = (cloudEvent.GetProperty("id").GetString()!, cloudEvent.GetRawText());
            if (_events.GetOrAdd(id, text) != text)
            {
                _different.Enqueue(id);
            }
        }
    }
}

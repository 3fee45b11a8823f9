using System.Text;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A queue as Service Bus gives it: a message stays until it has been completed, and comes again when its receiver failed.</summary>
internal sealed class MessageQueue
{
    /// <summary>The most that Service Bus takes in its standard tier.</summary>
    private const int MaxBytes = 256 * 1024;

    private readonly List<string> _messages = [];

    public int Count => _messages.Count;

    public void Send(IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            Assert.True(Encoding.UTF8.GetByteCount(message) <= MaxBytes, "The message is too large for the queue.");
            _messages.Add(message);
        }
    }

    public string[] Peek(int most) => [.. _messages.Take(most)];

    public void Complete(IEnumerable<string> messages)
    {
        foreach (var message in messages)
        {
            _messages.Remove(message);
        }
    }

    /// <summary>Sends what is first to the end: order is not promised.</summary>
    public void Rotate(int by)
    {
        for (var i = 0; i < by && _messages.Count > 1; i++)
        {
            _messages.Add(_messages[0]);
            _messages.RemoveAt(0);
        }
    }
}

namespace LoyaltyFunctions.Hosting.Options;

/// <summary>Calls that the hub makes to other systems: `Outbound__…`.</summary>
public sealed class OutboundOptions
{
    public const string SectionName = "Outbound";

    /// <summary>Hosts (name, address or CIDR) that may be called although they are not in the public internet.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Calls to one target, by instance.</summary>
    public int PerSecond { get; set; } = 50;

    /// <summary>Subscribers and connected systems are told what is recorded from this instant on, and nothing of a first load before it.</summary>
    public DateTimeOffset? From { get; set; }
}

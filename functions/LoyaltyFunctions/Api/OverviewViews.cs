using System.Diagnostics.CodeAnalysis;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>What happened by day, for the eye: counted as it went, so a process that was killed may have lost its last seconds.</summary>
public sealed record FiguresView(DateOnly From, DateOnly To, IReadOnlyList<DayView> Days)
{
    /// <summary>When the oldest work that has not left the hub was put there, to the minute.</summary>
    public DateTimeOffset? OldestWork { get; init; }
}

/// <summary>A day: deliveries as they were received (UTC), entries and sales as they occurred (in the programme's time zone).</summary>
public sealed record DayView(
    DateOnly On,
    IReadOnlyList<DeliveryFigureView> Deliveries,
    IReadOnlyList<EntryFigureView> Entries,
    IReadOnlyList<SalesFigureView> Sales);

public sealed record DeliveryFigureView(string Partner, string Status, long Count);

/// <summary>Points are net: those that were taken away are negative.</summary>
public sealed record EntryFigureView(string Kind, long Count, long Points);

public sealed record SalesFigureView(string Partner, string Currency, long Count, string Amount);

public sealed record DeliveryPage(IReadOnlyList<DeliveryView> Items, string? Next);

/// <summary>An attempt to tell a target of an event.</summary>
public sealed record AttemptView(DateTimeOffset At, string Target, string Notice, string Event, string Type, int Attempt, string Outcome, string Reason)
{
    public static AttemptView Of(AttemptLine line) =>
        new(line.At, line.Target, line.Notice, line.Event, line.Type, line.Attempt, line.Outcome, line.Reason);
}

public sealed record AttemptPage(IReadOnlyList<AttemptView> Items, string? Next);

/// <summary>A timer function: its schedule, when it is next due, and the kind of run that it starts, if runs can be asked for.</summary>
public sealed record ScheduleView(string Function, string Schedule, DateTimeOffset Next, string? Kind);

public sealed record SchedulePage(IReadOnlyList<ScheduleView> Items);

/// <summary>A partner of the settings, and the last 30 days with it. Secrets are never shown: only which there are, and since when they are known here.</summary>
public sealed record PartnerView(string Id, string Kind, string Format, string Path, IReadOnlyList<SecretView> Secrets, DateTimeOffset? LastDeliveryAt, long Processed, long Waiting, long Parked);

public sealed record SecretView(string Setting, DateTimeOffset KnownSince);

public sealed record PartnerPage(IReadOnlyList<PartnerView> Items);

/// <summary>Whether a programme could be published, and everything that is in the way.</summary>
public sealed record ValidationView(bool Ok, IReadOnlyList<ValidationFaultView> Errors);

/// <summary>A fault, and where: a JSON Pointer (RFC 6901).</summary>
[SuppressMessage("Naming", "CA1720", Justification = "A JSON Pointer is called so in RFC 6901 and in the contract.")]
public sealed record ValidationFaultView(string Pointer, string Detail);

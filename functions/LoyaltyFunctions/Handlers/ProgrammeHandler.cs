using Loyalty.Programmes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers;

/// <summary>
/// `PUT /api/program`: publishes a version; publishing the same again changes nothing. What lots and members stand on (programme, currency,
/// time zone) stays.
/// </summary>
public sealed class ProgrammeHandler(ProgrammeBook programmes)
{
    /// <summary>A row of the table holds it with room to spare.</summary>
    private const int MaxBytes = 512 * 1024;

    public async Task<IActionResult> PublishAsync(Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (body.Length > MaxBytes)
        {
            throw new ProblemException(Problem.TooLarge);
        }

        var programme = Read(body);
        Faults.Refuse(Differences(programme, programmes.Current));
        var kept = await programmes.KeepAsync(operation, cancellation);
        if (kept is not null && kept != operation.RequestHash)
        {
            throw new ProblemException(Problem.IdempotencyKeyReused);
        }

        if (!await programmes.TryPublishAsync(programme, body.ToArray(), cancellation))
        {
            Faults.Refuse([new FieldFault("/version", "was published with another content; give the changed programme a new version")]);
        }

        return new AnswerResult(new Answer(200, body.ToArray()), replayed: kept is not null);
    }

    /// <summary>Whether the document could be published, and all that is in the way. Nothing is kept.</summary>
    public ValidationView Validate(ReadOnlyMemory<byte> body)
    {
        var (programme, faults) = ProgrammeReader.Read(body.Span);
        var differences = programme is null ? [] : Differences(programme, programmes.Current);
        var errors = faults.Select(fault => new ValidationFaultView(fault.Pointer, fault.Detail))
            .Concat(differences.Select(fault => new ValidationFaultView(fault.Pointer, fault.Detail)))
            .ToList();
        return new ValidationView(errors.Count == 0, errors);
    }

    private static Programme Read(ReadOnlyMemory<byte> body)
    {
        var (programme, faults) = ProgrammeReader.Read(body.Span);
        if (programme is null && faults is [{ Pointer: "" } unreadable])
        {
            throw new ProblemException(Problem.Malformed, unreadable.Detail);
        }

        Faults.Refuse([.. faults.Select(fault => new FieldFault(fault.Pointer, fault.Detail))]);
        return programme!;
    }

    private static List<FieldFault> Differences(Programme changed, Programme current)
    {
        var faults = new List<FieldFault>();
        if (changed.Id != current.Id)
        {
            faults.Add(new FieldFault("/id", "is not the programme of this hub"));
        }

        if (changed.Currency != current.Currency)
        {
            faults.Add(new FieldFault("/currency", "cannot change: points were earned in the old one"));
        }

        if (changed.TimeZone.Id != current.TimeZone.Id)
        {
            faults.Add(new FieldFault("/timeZone", "cannot change: the days of all lots are days there"));
        }

        return faults;
    }
}

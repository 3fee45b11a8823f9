using Loyalty.Members;

namespace LoyaltyFunctions.Storage;

/// <summary>Who the member is: the only row with personal data, gone at once when the member is erased.</summary>
public sealed record MemberProfile(Profile Profile, IReadOnlyList<Identity> Identities)
{
    private const string EmailType = "email";
    private const string PhoneType = "phone";

    private static readonly Dictionary<string, DateTimeOffset> Nothing = [];
    private static readonly Dictionary<string, ConsentSource> Nobody = [];
    private static readonly Dictionary<string, string> NoRecords = [];

    /// <summary>When each field was told: all that changed since the enrolment, and the consents that were given or refused with it.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? Told { get; init; }

    /// <summary>Who told each consent last, by the names of <see cref="ConsentField"/>.</summary>
    public IReadOnlyDictionary<string, ConsentSource>? ToldBy { get; init; }

    /// <summary>Where the member was at the last visit that earned, as far as that is known.</summary>
    public LastVisit? LastVisit { get; init; }

    /// <summary>By the hash of the identity of a system's record: the hash of the number by which that system calls the member elsewhere.</summary>
    public IReadOnlyDictionary<string, string>? Records { get; init; }

    /// <summary>Somebody who is enrolled, with who told the consents.</summary>
    public static MemberProfile Enrolled(Profile profile, IReadOnlyList<Identity> identities, ConsentSource source)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var told = ConsentField.All.Where(field => field.Of(profile.Consents) is not null).ToList();
        return told.Count == 0 ? new MemberProfile(profile, identities) : new MemberProfile(profile, identities)
        {
            Told = told.ToDictionary(field => field.Field, _ => source.At),
            ToldBy = told.ToDictionary(field => field.Name, _ => source),
        };
    }

    /// <summary>With another profile: its e-mail and phone are identities in place of those that the old one had.</summary>
    public MemberProfile With(Profile profile) =>
        this with { Profile = profile, Identities = [.. Identities.Except(Of(Profile)).Union(Of(profile))] };

    public MemberProfile With(Identity identity) => this with { Identities = [.. Identities.Union([identity])] };

    /// <summary>A system's record of the member, if the member is who that system calls so.</summary>
    public MemberProfile With(Identity record, Identity number) => Identities.Contains(number)
        ? With(record) with { Records = Over(Records ?? NoRecords, [record.Hash], number.Hash) }
        : this;

    /// <summary>Without an identity, and where it is a record's, without the number that goes with it.</summary>
    public MemberProfile Without(Identity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var number = Records?.GetValueOrDefault(identity.Hash);
        return this with
        {
            Identities = [.. Identities.Where(one => one.Hash != identity.Hash && one.Hash != number)],
            Records = Records?.Where(known => known.Key != identity.Hash).ToDictionary(),
        };
    }

    /// <summary>
    /// The member gives an identity back; where it is the e-mail or phone of the profile, that goes too. Null where nothing would be left by
    /// which a till or shop knows the member.
    /// </summary>
    public MemberProfile? GivingBack(Identity identity, ConsentSource source)
    {
        if (!Identities.Contains(identity))
        {
            return this;
        }

        var own = Of(Profile).Where(one => one == identity).Select(one => one.Type).FirstOrDefault();
        var (email, phone) = (own == EmailType ? null : Profile.Email, own == PhoneType ? null : Profile.Phone);
        var left = Without(identity) with { Profile = (Profile with { Email = email, Phone = phone }).KeepingConfirmations(Profile) };
        return left.Identities.All(one => one.Type == Pseudonym.IdentityType) ? null
            : own is null ? left
            : left.ToldOf([own == EmailType ? nameof(Profile.Email) : nameof(Profile.Phone)], source);
    }

    /// <summary>Those fields were told by this source, at its time.</summary>
    public MemberProfile ToldOf(IReadOnlyList<string> fields, ConsentSource source)
    {
        var consents = ConsentField.All.Where(field => fields.Contains(field.Field)).Select(field => field.Name).ToList();
        return this with
        {
            Told = Over(Told ?? Nothing, fields, source.At),
            ToldBy = consents.Count == 0 ? ToldBy : Over(ToldBy ?? Nobody, consents, source),
        };
    }

    /// <summary>
    /// Two members are one: the other's identities come along, and what this profile does not know, as old as it was there. Of two words on
    /// one consent the later stands, as if both had been said of one member.
    /// </summary>
    public MemberProfile With(MemberProfile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var theirs = ConsentField.All.Where(field => IsLaterIn(other, field)).ToList();
        var consents = theirs.Aggregate(Profile.Consents, (all, field) => field.Put(all, field.Of(other.Profile.Consents)));
        var told = (other.Told ?? Nothing).Concat(Told ?? Nothing).GroupBy(field => field.Key).ToDictionary(field => field.Key, field => field.Last().Value);
        foreach (var field in theirs.Select(field => field.Field).Where(field => other.Told?.ContainsKey(field) == true))
        {
            told[field] = other.Told![field];
        }

        return new MemberProfile(
            (Profile.FilledFrom(other.Profile) with { Consents = consents }).KeepingConfirmations(Profile),
            Together(other))
        {
            LastVisit = LastVisit is null || other.LastVisit?.At > LastVisit.At ? other.LastVisit : LastVisit,
            Told = told,
            Records = Records is null && other.Records is null ? null : (other.Records ?? NoRecords).Concat(Records ?? NoRecords).DistinctBy(known => known.Key).ToDictionary(),
            ToldBy = (other.ToldBy ?? Nobody).Where(known => theirs.Any(field => field.Name == known.Key))
                .Concat((ToldBy ?? Nobody).Where(known => theirs.All(field => field.Name != known.Key))).ToDictionary(),
        };
    }

    /// <summary>Whether the other's word on a consent is the one that stands; where either was told nobody knows when, this one's.</summary>
    private bool IsLaterIn(MemberProfile other, ConsentField field) =>
        (Told ?? Nothing).TryGetValue(field.Field, out var here) && (other.Told ?? Nothing).TryGetValue(field.Field, out var there)
            ? there > here
            : field.Of(Profile.Consents) is null && field.Of(other.Profile.Consents) is not null;

    private static Dictionary<string, T> Over<T>(IReadOnlyDictionary<string, T> before, IReadOnlyList<string> names, T value) =>
        before.Where(known => !names.Contains(known.Key)).Concat(names.Select(name => KeyValuePair.Create(name, value))).ToDictionary();

    /// <summary>A member goes by one pseudonym: the other's is free again where this one has its own.</summary>
    private IReadOnlyList<Identity> Together(MemberProfile other) => Profile.Pseudonym is null
        ? [.. Identities.Union(other.Identities)]
        : [.. Identities.Union(other.Identities.Where(identity => identity.Type != Pseudonym.IdentityType))];

    private static IEnumerable<Identity> Of(Profile profile)
    {
        if (Identity.TryCreate(EmailType, profile.Email, out var email, out _))
        {
            yield return email;
        }

        if (Identity.TryCreate(PhoneType, profile.Phone, out var phone, out _))
        {
            yield return phone;
        }

        // Upper and lower case are one name, and so one claim.
        if (Identity.TryCreate(Pseudonym.IdentityType, profile.Pseudonym?.ToLowerInvariant(), out var pseudonym, out _))
        {
            yield return pseudonym;
        }
    }
}

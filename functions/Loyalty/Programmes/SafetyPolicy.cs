namespace Loyalty.Programmes;

/// <summary>What holds redemptions back until somebody has looked at it, or time has passed.</summary>
/// <param name="Redemptions">How many a member may ask for in a period; null: any number.</param>
/// <param name="CoolDown">How long after e-mail or phone changed nothing can be redeemed; null: at once.</param>
public sealed record SafetyPolicy(RuleLimit? Redemptions, Period? CoolDown)
{
    public static readonly SafetyPolicy None = new(null, null);

    /// <summary>Under which redemptions are counted; no rule can be called so.</summary>
    public const string RedemptionKey = "safety:redemptions";
}

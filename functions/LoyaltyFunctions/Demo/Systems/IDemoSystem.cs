namespace LoyaltyFunctions.Demo.Systems;

/// <summary>A system that the hub calls, as it behaves when all is well: who may call, what it knows, what it answers.</summary>
internal interface IDemoSystem
{
    /// <summary>The format of the partner, as in the settings.</summary>
    string Format { get; }

    DemoReply Answer(DemoCall call);
}

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>What the language has beside operations.</summary>
internal enum Construct
{
    Expression,
    MakeDivisible,
    Parameter,
    ListParameter,
    DefaultThatNamesAnother,
    Let,
    LetOfABlock,
    ParameterOfABlock,
    ShadowedName,
    Channels,
    LayerParameter,
    LayerParameterOfABlock,
    PresetOfAPreset,
    ForwardedLayer,
    BlockAsPreset,
    RuntimeChannels,
    RuntimeClasses,
    RuntimeReal,
    BlockInBlock,
    ThreeBlocksDeep,
    When,
    WhenOfABlock,
    WhenShapeChanges,
    Repeat,
    First,
    FirstAndRest,
    Each,
    From,
    SecondOperand,
    Group,
    Member,
    BlockStyle,
    Extends,
    ExtendsTwice,
    ExtendsVariant,
    ReplacedBlock,
    ReplacedSection,
    ReplacedDefault,
    InheritedSection,
    Setting,
    TwoVariants,
}

/// <summary>The constructs that a written architecture uses.</summary>
internal sealed class Constructs
{
    private readonly HashSet<Construct> _used = [];

    /// <summary>Those used.</summary>
    public IReadOnlySet<Construct> Used => _used;

    /// <summary>Notes one.</summary>
    /// <param name="construct">The construct.</param>
    /// <param name="isUsed">Whether it is used indeed.</param>
    public void Add(Construct construct, bool isUsed = true)
    {
        if (isUsed)
        {
            _used.Add(construct);
        }
    }
}

namespace SeNetGen.Language.Binding;

/// <summary>A key or word of the language that is no operation's: what readers know, and editors show.</summary>
/// <param name="Name">The key as written.</param>
/// <param name="Summary">One line on what it says.</param>
public sealed record LanguageKey(string Name, string Summary);

/// <summary>The keys of every mapping whose keys the language fixes, in the order in which a file has them.</summary>
public static class LanguageKeys
{
    /// <summary>The keys of a file.</summary>
    public static IReadOnlyList<LanguageKey> File { get; } =
    [
        new("language", "The version of this language: 1. Required, and first."),
        new("family", "A name for the whole file. Required."),
        new("summary", "One line on the family, which becomes documentation."),
        new("extends", "A file to build on, and a variant of it whose settings hold here: 'resnet.senet.yaml#SeResNet50'."),
        new("input", "The images that the networks take."),
        new("parameters", "What variants may set, each with its default."),
        new("let", "Named expressions."),
        new("blocks", "Templates of layers, called like operations."),
        new("stem", "The first layers."),
        new("stages", "The layers whose repeats are the feature maps."),
        new("head", "The last layers."),
        new("variants", "The networks: a class each, with the parameters that it sets."),
        new("defaults", "Defaults of operations' arguments for the whole file: 'batch_norm: { eps: 1e-3 }'."),
        new("initialise", "How weights start."),
    ];

    /// <summary>The keys of <c>input</c>.</summary>
    public static IReadOnlyList<LanguageKey> Input { get; } =
    [
        new("channels", "Channels of an image, or the runtime parameter that gives them."),
        new("height", "The height in pixels that facts are checked at; others are legal too."),
        new("width", "The width in pixels that facts are checked at; others are legal too."),
    ];

    /// <summary>The keys of a parameter that says whether it is set at run time.</summary>
    public static IReadOnlyList<LanguageKey> Runtime { get; } =
    [
        new("default", "The value where nobody gives another. Required."),
        new("runtime", "true: an argument of the class's constructor, which never decides structure."),
    ];

    /// <summary>The keys of a block.</summary>
    public static IReadOnlyList<LanguageKey> Block { get; } =
    [
        new("parameters", "What a call sets; the first is its main argument."),
        new("let", "Named expressions of the block."),
        new("layers", "The layers, one after the other."),
        new("residual", "The layers whose result is added to the shortcut's."),
        new("shortcut", "The layers beside the residual ones; without them the input itself."),
        new("combine", "How residual and shortcut are joined: add."),
        new("after", "The layers behind the sum."),
    ];

    /// <summary>What <c>initialise</c> may be, written as one word.</summary>
    public static IReadOnlyList<LanguageKey> Presets { get; } =
    [
        new("timm", "As timm's ResNets start."),
        new("mindcv", "As MindCV's networks start."),
        new("byob", "As timm's networks of blocks (byobnet) start."),
    ];

    /// <summary>The keys of <c>initialise</c>, and how each kind of layer may start.</summary>
    public static IReadOnlyList<(LanguageKey Key, IReadOnlyList<string> Starts)> Initialise { get; } =
    [
        (new("conv", "How convolutions start."), InitialisationWords.Weights),
        (new("linear", "How linear layers start."), InitialisationWords.Weights),
        (new("norm", "How normalisations start."), InitialisationWords.Norms),
    ];

    /// <summary>The keys of a variant beside its settings.</summary>
    public static IReadOnlyList<LanguageKey> Variant { get; } =
    [
        new("name", "The name on the command line; the class in lower case otherwise."),
        new("summary", "One line on the network, which becomes documentation."),
        new("expect", "Facts that the build checks."),
    ];

    /// <summary>The keys of <c>expect</c>.</summary>
    public static IReadOnlyList<LanguageKey> Expect { get; } =
    [
        new("parameters", "How many trainable parameters."),
        new("macs", "How many multiply-adds of convolutions and linear layers at the declared size."),
        new("output", "The shape of the output without N: [1000]."),
        new("features", "The shape that the stages give, without N: [512, 7, 7]."),
        new("legal_sizes", "Heights and widths that must be accepted: [224, 288]."),
    ];

    /// <summary>The keys of a layer beside its arguments.</summary>
    public static IReadOnlyList<LanguageKey> Modifiers { get; } =
    [
        new("when", "A condition; false: no layer, and the value passes through."),
        new("from", "The earlier layer whose value this one takes; 'input' is the body's input."),
        new("repeat", "How often: children 0, 1, ..."),
        new("member", "The name of the C# member, where two would be alike."),
    ];

    /// <summary>The keys of the shape that a user's module gives.</summary>
    public static IReadOnlyList<LanguageKey> OutputShape { get; } =
    [
        new("channels", "Channels of the output; those of the input otherwise."),
        new("size", "Height and width of the output, each an expression of the input's 'size': '(size + 1) // 2'; the input's otherwise."),
        new("flat", "true: the module gives vectors, [N, C]."),
    ];

    /// <summary>The keys of a value for each repetition.</summary>
    public static IReadOnlyList<LanguageKey> PerRepeat { get; } =
    [
        new("first", "The value of the first repetition."),
        new("rest", "The value of the others; the default otherwise."),
        new("each", "A list with a value for each repetition."),
    ];

    /// <summary>What a parameter without default is written as.</summary>
    public static IReadOnlyList<(string Word, Kind Kind)> Required { get; } =
    [
        ("required", Kind.Integer), ("required real", Kind.Real), ("required layer", Kind.Layer), ("required boolean", Kind.Boolean), ("required list", Kind.List),
    ];

    /// <summary>The names alone.</summary>
    internal static string[] Names(this IReadOnlyList<LanguageKey> keys) => [.. keys.Select(key => key.Name)];
}

using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>squeeze_excite</c>: x times a gate of each channel, sigmoid(expand(relu(reduce(mean of x)))). After Hu et al.,
/// "Squeeze-and-Excitation Networks", 2018; key names and rounding of the reduced channels as timm and MindCV have them.
/// </summary>
internal sealed class SqueezeExciteOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "squeeze_excite",
        "Channel attention: x times sigmoid(expand(relu(reduce(mean of x)))).",
        new("reduced", Kind.Integer, "Channels between the two maps, at least 1; by default make_divisible(channels // reduction, divisor)."),
        new([
            new("reduction", Kind.Integer, "What the channels are divided by, at least 1; without effect where 'reduced' is given.", "16"),
            new("divisor", Kind.Integer, "What the reduced channels are rounded to a multiple of, at least 1; without effect where 'reduced' is given.", "8"),
            new("names", Kind.List, "The keys of the two maps.", "[fc1, fc2]"),
            new("weights", Kind.Word, "Shape of the maps' weights: conv [out, in, 1, 1] or linear [out, in].", "conv", Words: new(["conv", "linear"])),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var middle = new ReducedChannels(call, Signature);
        var names = call.Arguments.Words("names") ?? ["fc1", "fc2"];
        if (names.Count != 2 || names[0] == names[1] || !names.All(IsKey))
        {
            call.Arguments.Report(Rules.SqueezeExciteNames, call.Arguments.At("names"), context.Path, string.Join(", ", names));
        }

        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty || middle.Of(context, context.Input.Channels) is not { } reduced)
        {
            return null;
        }

        return Plan(call, context, reduced, names);
    }

    private static OperationResult? Plan(CallPlanner call, OperationContext context, Dimension between, IReadOnlyList<string> names)
    {
        var channels = context.Input.Channels;
        var isLinear = call.Arguments.Word("weights") == "linear";
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            CallPlanner.Positional("reducedChannels", between),
            new("reduce", new WordCode(names[0]), new WordCode("fc1")),
            new("expand", new WordCode(names[1]), new WordCode("fc2")),
            CallPlanner.Named("linear", isLinear, false),
        ];
        StateTensor[] tensors =
        [
            new($"{names[0]}.weight", Weight(between, channels, isLinear), true),
            new($"{names[0]}.bias", new([between]), true),
            new($"{names[1]}.weight", Weight(channels, between, isLinear), true),
            new($"{names[1]}.bias", new([channels]), true),
        ];
        return call.Result(
            new("squeeze_excite", "SqueezeExcite", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false,
                IsAlias: false, new(tensors)),
            context.Input with { Name = context.Name },
            () => Dimension.Of(2) * channels * between);
    }

    private static EquatableArray<Dimension> Weight(Dimension outputs, Dimension inputs, bool isLinear) =>
        isLinear ? new([outputs, inputs]) : new([outputs, inputs, Dimension.Of(1), Dimension.Of(1)]);

    // [A-Za-z_][A-Za-z0-9_]* or a number without a leading 0, as every key.
    private static bool IsKey(string name) => name.Length > 0
        && (IsDigit(name[0]) ? name.All(IsDigit) && (name.Length == 1 || name[0] != '0') : name.All(letter => IsDigit(letter) || IsLetter(letter)));

    private static bool IsDigit(char letter) => letter is >= '0' and <= '9';

    private static bool IsLetter(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';
}

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
        ReducedChannels.Reduced(),
        new([
            ReducedChannels.Reduction("16"),
            ReducedChannels.Divisor("8"),
            new("names", Kind.List, "The keys of the two maps.", "[fc1, fc2]"),
            new("weights", Kind.Word, "Shape of the maps' weights: conv [out, in, 1, 1] or linear [out, in].", "conv", Words: new(["conv", "linear"])),
            new("bias", Kind.Boolean, "Whether the two maps add a bias.", "true"),
            new("norm", Kind.Word, "The norm between the maps, under the key bn: none, batch_norm or layer_norm (eps 1e-6).", "none", Words: new(["none", "batch_norm", "layer_norm"])),
            new("activation", Kind.Word, "The activation between the maps.", "relu", Words: GateWords.Activations),
            new("gate", Kind.Word, "The function that makes the gate.", "sigmoid", Words: GateWords.Gates),
            new("add_maxpool", Kind.Boolean, "Whether the gate looks at half the mean plus half the greatest number of each channel, instead of the mean.", "false"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var middle = new ReducedChannels(call, Signature);
        var names = call.Arguments.Words("names") ?? ["fc1", "fc2"];
        var hasNorm = call.Arguments.Word("norm") != "none";
        if (names.Count != 2 || names[0] == names[1] || !names.All(IsKey) || (hasNorm && names.Contains("bn")))
        {
            call.Arguments.Report(Rules.SqueezeExciteNames, call.Arguments.At("names"), context.Path, string.Join(", ", names), hasNorm ? " beside the norm's 'bn'" : "");
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
        var hasBias = call.Arguments.Boolean("bias");
        var norm = call.Arguments.Word("norm")!;
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("channels", channels),
            CallPlanner.Positional("reducedChannels", between),
            CallPlanner.Word("reduce", names[0], "fc1"),
            CallPlanner.Word("expand", names[1], "fc2"),
            CallPlanner.Named("linear", isLinear, false),
            CallPlanner.Named("bias", hasBias, true),
            CallPlanner.Word("norm", norm, "none"),
            CallPlanner.Word("activation", call.Arguments.Word("activation")!, "relu"),
            CallPlanner.Word("gate", call.Arguments.Word("gate")!, "sigmoid"),
            CallPlanner.Named("addMaxpool", call.Arguments.Boolean("add_maxpool"), false),
        ];
        StateTensor[] tensors =
        [
            .. Map(names[0], between, channels, isLinear, hasBias),
            .. norm == "batch_norm" ? BatchNormOperation.State("bn.", between)
                : norm == "layer_norm" ? [new("bn.weight", new([between]), true), new("bn.bias", new([between]), true)] : [],
            .. Map(names[1], channels, between, isLinear, hasBias),
        ];
        return call.Result(
            new("squeeze_excite", "SqueezeExcite", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false,
                IsAlias: false, new(tensors)),
            context.Input with { Name = context.Name },
            () => Dimension.Of(2) * channels * between);
    }

    private static StateTensor[] Map(string name, Dimension outputs, Dimension inputs, bool isLinear, bool hasBias) => isLinear
        ? GateState.Linear(name, inputs, outputs, hasBias)
        : GateState.Conv(name, inputs, outputs, hasBias);

    // [A-Za-z_][A-Za-z0-9_]* or a number without a leading 0, as every key.
    private static bool IsKey(string name) => name.Length > 0
        && (IsDigit(name[0]) ? name.All(IsDigit) && (name.Length == 1 || name[0] != '0') : name.All(letter => IsDigit(letter) || IsLetter(letter)));

    private static bool IsDigit(char letter) => letter is >= '0' and <= '9';

    private static bool IsLetter(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';
}

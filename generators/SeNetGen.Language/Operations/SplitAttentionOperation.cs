using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>split_attention</c>: a convolution into several splits of the output's channels, joined by a softmax over the splits. After Zhang et al.,
/// "ResNeSt: Split-Attention Networks", 2020; structure, keys and rounding as timm's splat.
/// </summary>
internal sealed class SplitAttentionOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "split_attention",
        "A convolution into several splits of its output channels, weighted per channel by a softmax over the splits.",
        new("channels", Kind.Integer, "Output channels, at least 1.", IsRequired: true),
        new([
            new("kernel", Kind.Integer, "Height and width of the kernel in pixels, odd.", "3"),
            new("stride", Kind.Integer, "Step between windows in pixels, at least 1.", "1"),
            new("dilation", Kind.Integer, "Distance between the kernel's pixels, at least 1.", "1"),
            new("groups", Kind.Integer, "Groups of channels that are convolved and attended apart; times the radix, they divide the input channels.", "1"),
            new("radix", Kind.Integer, "Splits, at least 1; a single one is scaled by a sigmoid.", "2"),
            new("activation", Kind.Word, "The activation after each norm.", "relu", Words: GateWords.Activations),
            ReducedChannels.Reduced("make_divisible(channels of the input * radix / reduction, divisor, min = 32, percent = 90)"),
            ReducedChannels.Reduction("4", "the input's channels times the radix"),
            ReducedChannels.Divisor("8"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var channels = call.Arguments.Integer("channels", 1);
        var kernel = call.Arguments.Integer("kernel", 1);
        var stride = call.Arguments.Integer("stride", 1);
        var dilation = call.Arguments.Integer("dilation", 1);
        var groups = call.Arguments.Integer("groups", 1);
        var radix = call.Arguments.Integer("radix", 1);
        var middle = new ReducedChannels(call, Signature);
        if (kernel is { } even && even % 2 == 0)
        {
            call.Arguments.Report(Rules.KernelMustBeOdd, call.Arguments.At("kernel"), context.Path, "kernel", Signature.Name, even);
        }

        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty
            || channels is null || kernel is null || stride is null || dilation is null || groups is null || radix is null
            || Splits(call, context, new(channels.Value, kernel.Value, stride.Value, dilation.Value, groups.Value, radix.Value)) is not { } splits)
        {
            return null;
        }

        var wide = Dimension.Try(() => context.Input.Channels * Dimension.Of(radix.Value));
        if (wide is null || middle.Of(context, wide, minimum: 32, percent: 90) is not { } reduced)
        {
            return null;
        }

        if (!reduced.IsDivisibleBy(groups.Value))
        {
            call.Arguments.Report(Rules.GroupsDoNotDivideReduced, call.Arguments.At("groups"), context.Path, groups.Value, reduced.ToString());
            return null;
        }

        return Result(call, context, splits, reduced);
    }

    // Checks what the convolution demands; null after a fault.
    private static Convolution? Splits(CallPlanner call, OperationContext context, Convolution convolution)
    {
        var (parts, outputs, padding) = (convolution.Groups * convolution.Radix, convolution.Channels * convolution.Radix, convolution.Padding);
        foreach (var (name, value) in new[] { ("groups", parts), ("channels", outputs), ("the padding", padding) })
        {
            if (value > int.MaxValue)
            {
                call.Arguments.Report(Rules.IntegerTooLarge, call.Arguments.At(name), context.Path, name == "the padding" ? name : name + " times radix", "split_attention", value);
                return null;
            }
        }

        if (!context.Input.Channels.IsDivisibleBy(parts))
        {
            call.Arguments.Report(Rules.GroupsDoNotDivideInput, call.Arguments.At("groups"), context.Path, parts, context.Input.Channels.ToString(),
                context.Input.Name, ShapeText.Of(context, context.Input), "they are groups times radix: give it a multiple of them, or use others");
        }

        if (convolution.Channels % convolution.Groups != 0)
        {
            call.Arguments.Report(Rules.GroupsDoNotDivideOutput, call.Arguments.At("channels"), context.Path, convolution.Groups, convolution.Channels,
                "use a multiple of the groups, or other groups");
        }

        return call.Arguments.IsFaulty ? null : convolution;
    }

    private static OperationResult? Result(CallPlanner call, OperationContext context, Convolution convolution, Dimension reduced)
    {
        var outputs = Dimension.Of(convolution.Channels);
        var wide = Dimension.Of(convolution.Channels * convolution.Radix);
        var inputs = context.Input.Channels.DivideBy(convolution.Groups * convolution.Radix)!;
        Dimension[] weight = [wide, inputs, Dimension.Of(convolution.Kernel), Dimension.Of(convolution.Kernel)];
        if (call.Resized(outputs, SizeFunction.Convolution(1, convolution.Stride, 0, 1)) is not { } output)
        {
            return null;
        }

        var outputsOfGroup = outputs.DivideBy(convolution.Groups)!;
        var reducedOfGroup = reduced.DivideBy(convolution.Groups)!;
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("inputChannels", context.Input.Channels),
            CallPlanner.Positional("outputChannels", outputs),
            CallPlanner.Positional("reducedChannels", reduced),
            CallPlanner.Named("kernel", convolution.Kernel, 3),
            CallPlanner.Named("stride", convolution.Stride, 1),
            CallPlanner.Named("dilation", convolution.Dilation, 1),
            CallPlanner.Named("groups", convolution.Groups, 1),
            CallPlanner.Named("radix", convolution.Radix, 2),
            CallPlanner.Word("activation", call.Arguments.Word("activation")!, "relu"),
        ];
        StateTensor[] tensors =
        [
            new("conv.weight", new(weight), true),
            .. BatchNormOperation.State("bn0.", wide),
            .. GateState.Conv("fc1", outputsOfGroup, reduced),
            .. BatchNormOperation.State("bn1.", reduced),
            .. GateState.Conv("fc2", reducedOfGroup, wide),
        ];
        var pixels = call.Pixels(output);
        return call.Result(
            new("split_attention", "SplitAttention", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false, new(tensors)),
            output,
            () => (CallPlanner.Product(weight) * pixels()) + (reduced * outputsOfGroup) + (wide * reducedOfGroup));
    }

    private sealed record Convolution(long Channels, long Kernel, long Stride, long Dilation, long Groups, long Radix)
    {
        // What keeps the size at stride 1.
        public long Padding => Dilation * ((Kernel - 1) / 2);
    }
}

using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>eca</c>: x times a gate of each channel, sigmoid of one convolution over the means of neighbouring channels. After Wang et al.,
/// "ECA-Net: Efficient Channel Attention for Deep Convolutional Neural Networks", 2020; kernel and keys as timm has them.
/// </summary>
internal sealed class EcaOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "eca",
        "Channel attention without reduction: x times sigmoid of a convolution over the means of neighbouring channels.",
        Main: null,
        new([
            new("kernel", Kind.Integer, "Neighbouring channels that a gate looks at, odd; by default t or t + 1, whichever is odd, at least 3, with the largest t for which 4^t <= 2 * channels."),
            new("padding", Kind.Word, "What lies beyond the first and last channel: zeros, or circular for the channels at the other end.", "zeros", Words: new(["zeros", "circular"])),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var channels = context.Input.Channels;
        var kernel = call.Arguments.Integer("kernel", 1);
        var isCircular = call.Arguments.Word("padding") == "circular";
        if (kernel is { } even && even % 2 == 0)
        {
            call.Arguments.Report(Rules.KernelMustBeOdd, call.Arguments.At("kernel"), context.Path, "kernel", "eca", even);
        }

        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty)
        {
            return null;
        }

        if (kernel is null)
        {
            if (channels.Constant is not { } known)
            {
                call.Arguments.Report(Rules.EcaKernelUnknown, context.At, context.Path, channels.ToString());
                return null;
            }

            kernel = KernelOf(known);
        }

        // The least number of channels that a runtime parameter may stand for is not known here.
        var least = channels.Constant ?? channels.TryEvaluate(context.RuntimeDefault) ?? 1;
        if (isCircular && kernel / 2 > least)
        {
            call.Arguments.Report(Rules.CircularKernelTooLarge, call.Arguments.At("kernel"), context.Path, kernel.Value, channels.ToString(),
                context.Input.Name, ShapeText.Of(context, context.Input), (2 * least) + 1);
            return null;
        }

        var size = Dimension.Of(kernel.Value);
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("kernel", size),
            CallPlanner.Named("circular", isCircular, false),
        ];
        return call.Result(
            new("eca", "Eca", true, new(arguments), SavesInputs: true, SavesOutput: false, CanRunInPlace: false, IsAlias: false,
                new([new("conv.weight", new([Dimension.Of(1), Dimension.Of(1), size]), true)])),
            context.Input with { Name = context.Name },
            () => size * channels);
    }

    // (log2(channels) + 1) / 2 rounded down, and up to the next odd number.
    private static long KernelOf(long channels)
    {
        var t = 0;
        while (t < 31 && 1L << (2 * (t + 1)) <= 2 * channels)
        {
            t++;
        }

        return Math.Max(t % 2 == 1 ? t : t + 1, 3);
    }
}

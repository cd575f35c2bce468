using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>
/// <c>selective_kernel</c>: convolutions of several kernels side by side, joined by a softmax over the paths for each channel. After Li et al.,
/// "Selective Kernel Networks", 2019; structure, keys and rounding as timm has them.
/// </summary>
internal sealed class SelectiveKernelOperation : Operation
{
    private static readonly long[] DefaultKernels = [3, 5];

    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "selective_kernel",
        "Convolutions of several kernels side by side, weighted per channel by a softmax over the paths.",
        new("channels", Kind.Integer, "Output channels, at least 1.", IsRequired: true),
        new([
            new("kernels", Kind.List, "The kernel of each path: two or more odd numbers of at least 3.", "[3, 5]"),
            new("stride", Kind.Integer, "Step between windows in pixels, at least 1.", "1"),
            new("dilation", Kind.Integer, "Distance between a kernel's pixels, at least 1.", "1"),
            new("groups", Kind.Integer, "Groups of channels convolved apart in each path; divides its input and output channels.", "1"),
            new("keep_3x3", Kind.Boolean, "Whether every path is a 3x3 kernel, dilated to the span of its own.", "true"),
            new("split_input", Kind.Boolean, "Whether each path receives its own share of the input's channels, instead of all.", "true"),
            new("activation", Kind.Word, "The activation at the end of each path.", "relu", Words: GateWords.Activations),
            ReducedChannels.Reduced("make_divisible(channels / reduction, divisor, percent = 90)"),
            ReducedChannels.Reduction("16", "the output channels"),
            ReducedChannels.Divisor("8"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var channels = call.Arguments.Integer("channels", 1);
        var stride = call.Arguments.Integer("stride", 1);
        var dilation = call.Arguments.Integer("dilation", 1);
        var groups = call.Arguments.Integer("groups", 1);
        var keeps3X3 = call.Arguments.Boolean("keep_3x3");
        var isSplit = call.Arguments.Boolean("split_input");
        var middle = new ReducedChannels(call, Signature);
        var kernels = Kernels(call, context);
        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty || kernels is null
            || channels is null || stride is null || dilation is null || groups is null)
        {
            return null;
        }

        if (Array.Exists(kernels, kernel => Reach(kernel, dilation.Value) > int.MaxValue))
        {
            call.Arguments.Report(Rules.IntegerTooLarge, call.Arguments.At("kernels"), context.Path, "the padding", Signature.Name, kernels.Max(kernel => Reach(kernel, dilation.Value)));
            return null;
        }

        var outputs = Dimension.Of(channels.Value);
        var perPath = context.Input.Channels;
        if (isSplit && !perPath.IsDivisibleBy(kernels.Length))
        {
            call.Arguments.Report(Rules.PathsDoNotDivideInput, context.At, context.Path, kernels.Length, perPath.ToString(), context.Input.Name,
                ShapeText.Of(context, context.Input));
            return null;
        }

        perPath = isSplit ? perPath.DivideBy(kernels.Length)! : perPath;
        CheckGroups(call, context, groups.Value, perPath, channels.Value);
        if (call.Arguments.IsFaulty || middle.Of(context, outputs, percent: 90) is not { } reduced)
        {
            return null;
        }

        var paths = kernels.Select(kernel => keeps3X3
            ? new Path(3, dilation.Value * ((kernel - 1) / 2))
            : new Path(kernel, dilation.Value)).ToArray();
        CodeArgument[] arguments =
        [
            CallPlanner.Positional("inputChannels", context.Input.Channels),
            CallPlanner.Positional("outputChannels", outputs),
            CallPlanner.Positional("reducedChannels", reduced),
            new("kernels", new IntegersCode(new(kernels)), new IntegersCode(new(DefaultKernels))),
            CallPlanner.Named("stride", stride.Value, 1),
            CallPlanner.Named("dilation", dilation.Value, 1),
            CallPlanner.Named("groups", groups.Value, 1),
            CallPlanner.Named("keep3X3", keeps3X3, true),
            CallPlanner.Named("splitInput", isSplit, true),
            CallPlanner.Word("activation", call.Arguments.Word("activation")!, "relu"),
        ];
        return Result(call, context, paths, stride.Value, perPath.DivideBy(groups.Value)!, outputs, reduced, new(arguments));
    }

    private static OperationResult? Result(
        CallPlanner call, OperationContext context, Path[] paths, long stride, Dimension inputs, Dimension outputs, Dimension reduced, EquatableArray<CodeArgument> arguments)
    {
        // Each path keeps the size at stride 1, so that all give one size at every stride.
        if (call.Resized(outputs, SizeFunction.Convolution(1, stride, 0, 1)) is not { } output)
        {
            return null;
        }

        var tensors = new List<StateTensor>();
        for (var i = 0; i < paths.Length; i++)
        {
            var path = FormattableString.Invariant($"paths.{i}");
            var kernel = Dimension.Of(paths[i].Kernel);
            tensors.Add(new($"{path}.conv.weight", new([outputs, inputs, kernel, kernel]), true));
            tensors.AddRange(BatchNormOperation.State($"{path}.bn.", outputs));
        }

        var select = Dimension.Of(paths.Length) * outputs;
        tensors.AddRange(GateState.Conv("attn.fc_reduce", outputs, reduced, hasBias: false));
        tensors.AddRange(BatchNormOperation.State("attn.bn.", reduced));
        tensors.AddRange(GateState.Conv("attn.fc_select", reduced, select, hasBias: false));

        var pixels = call.Pixels(output);
        return call.Result(
            new("selective_kernel", "SelectiveKernel", true, arguments, SavesInputs: true, SavesOutput: false, CanRunInPlace: false,
                IsAlias: false, new([.. tensors])),
            output,
            () => paths.Aggregate(reduced * (outputs + select), (sum, path) =>
                sum + (outputs * inputs * Dimension.Of(path.Kernel) * Dimension.Of(path.Kernel) * pixels())));
    }

    private static long[]? Kernels(CallPlanner call, OperationContext context)
    {
        if (!context.Arguments.TryGetValue("kernels", out var given))
        {
            return DefaultKernels;
        }

        var kernels = given.Integers?.Select(kernel => kernel.Constant ?? 0).ToArray();
        if (kernels is { Length: >= 2 } && Array.TrueForAll(kernels, kernel => kernel is >= 3 and <= int.MaxValue && kernel % 2 == 1))
        {
            return kernels;
        }

        var text = string.Join(", ", given.Words ?? new EquatableArray<string>(given.Integers?.Select(kernel => kernel.ToString()) ?? []));
        call.Arguments.Report(Rules.KernelsOfPaths, given.At, context.Path, text);
        return null;
    }

    // How far a path looks from its middle, which is its padding.
    private static long Reach(long kernel, long dilation) => dilation * ((kernel - 1) / 2);

    private static void CheckGroups(CallPlanner call, OperationContext context, long groups, Dimension perPath, long channels)
    {
        if (!perPath.IsDivisibleBy(groups))
        {
            call.Arguments.Report(Rules.GroupsDoNotDivideInput, call.Arguments.At("groups"), context.Path, groups, perPath.ToString(), context.Input.Name,
                ShapeText.Of(context, context.Input), "give each path a multiple of the groups, or use other groups");
        }

        if (channels % groups != 0)
        {
            call.Arguments.Report(Rules.GroupsDoNotDivideOutput, call.Arguments.At("channels"), context.Path, groups, channels,
                "use a multiple of the groups, or other groups");
        }
    }

    private readonly record struct Path(long Kernel, long Dilation);
}

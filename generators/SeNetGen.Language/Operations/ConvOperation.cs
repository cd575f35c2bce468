using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>conv</c>: a two-dimensional convolution with a square kernel.</summary>
internal sealed class ConvOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "conv",
        "A two-dimensional convolution with a square kernel.",
        new("channels", Kind.Integer, "Output channels, at least 1.", IsRequired: true),
        new([
            new("kernel", Kind.Integer, "Height and width of the kernel in pixels, at least 1.", "1"),
            new("stride", Kind.Integer, "Step between windows in pixels, at least 1.", "1"),
            new("padding", Kind.Integer, "Zeros added on each side in pixels; by default dilation * (kernel - 1) / 2 for an odd kernel, required for an even one."),
            new("dilation", Kind.Integer, "Distance between the kernel's pixels, at least 1.", "1"),
            new("groups", Kind.Integer, "Groups of channels convolved apart; divides input and output channels.", "1"),
            new("bias", Kind.Boolean, "Whether a bias is added.", "false"),
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
        var bias = call.Arguments.Boolean("bias");
        var padding = call.Arguments.Integer("padding", 0);
        if (!call.Arguments.Has("padding") && kernel is { } size && dilation is { } step)
        {
            padding = DefaultPadding(call, context, size, step);
        }

        if (groups is { } parts)
        {
            CheckGroups(call, context, parts, channels);
        }

        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty
            || channels is null || kernel is null || stride is null || dilation is null || groups is null || padding is null)
        {
            return null;
        }

        return Plan(call, context, channels.Value, new Window(kernel.Value, stride.Value, padding.Value, dilation.Value), groups.Value, bias);
    }

    private static OperationResult? Plan(CallPlanner call, OperationContext context, long channels, Window window, long groups, bool bias)
    {
        var input = context.Input;
        var span = (window.Dilation * (window.Kernel - 1)) + 1;
        var need = span - (2 * window.Padding);
        var (height, width) = (context.HeightOf(input), context.WidthOf(input));
        if (height < need || width < need)
        {
            var kernel = window.Dilation == 1 ? $"with kernel {window.Kernel}" : $"with kernel {window.Kernel}, dilation {window.Dilation}";
            call.Arguments.Report(Rules.KernelExceedsInput, call.Arguments.At("kernel"), context.Path, kernel, span, input.Name,
                ShapeText.Of(context, input), window.Padding, height + (2 * window.Padding), width + (2 * window.Padding));
            return null;
        }

        // Every size is at least 1, so smaller needs are no demand.
        if (need > 1)
        {
            call.Demand(input.Height, input.Width, need);
        }

        var function = SizeFunction.Convolution(window.Kernel, window.Stride, window.Padding, window.Dilation);
        var output = call.Resized(Dimension.Of(channels), function);
        var perGroup = input.Channels.DivideBy(groups);
        if (output is null || perGroup is null)
        {
            return null;
        }

        var weight = new Dimension[] { Dimension.Of(channels), perGroup, Dimension.Of(window.Kernel), Dimension.Of(window.Kernel) };
        var tensors = new List<StateTensor> { new("weight", new(weight), true) };
        if (bias)
        {
            tensors.Add(new("bias", new([Dimension.Of(channels)]), true));
        }

        CodeArgument[] arguments =
        [
            CallPlanner.Positional("inputChannels", input.Channels),
            CallPlanner.Positional("outputChannels", Dimension.Of(channels)),
            CallPlanner.Named("kernel", window.Kernel, 1),
            CallPlanner.Named("stride", window.Stride, 1),
            CallPlanner.Named("padding", window.Padding, 0),
            CallPlanner.Named("dilation", window.Dilation, 1),
            CallPlanner.Named("groups", groups, 1),
            CallPlanner.Named("bias", bias, false),
        ];
        var operation = new OperationCall("conv", "Conv", true, new(arguments), SavesInputs: true, SavesOutput: false,
            CanRunInPlace: false, IsAlias: false, new([.. tensors]));
        return call.Result(operation, output, () => CallPlanner.Product(weight) * Dimension.Of(checked(context.HeightOf(output) * context.WidthOf(output))));
    }

    // dilation * (kernel - 1) / 2 keeps the size at stride 1, which an even kernel cannot.
    private static long? DefaultPadding(CallPlanner call, OperationContext context, long kernel, long dilation)
    {
        if (kernel % 2 == 0)
        {
            call.Arguments.Report(Rules.EvenKernelNeedsPadding, call.Arguments.At("kernel"), context.Path, kernel);
            return null;
        }

        var padding = dilation * ((kernel - 1) / 2);
        if (padding > int.MaxValue)
        {
            call.Arguments.Report(Rules.IntegerTooLarge, call.Arguments.At("kernel"), context.Path, "the default padding", "conv", padding);
            return null;
        }

        return padding;
    }

    private static void CheckGroups(CallPlanner call, OperationContext context, long groups, long? channels)
    {
        if (!context.Input.IsFlat && !context.Input.Channels.IsDivisibleBy(groups))
        {
            var mend = context.Input.Channels.Constant is { } constant
                ? $"give '{context.Input.Name}' {Multiples(constant, groups)} channels or use other groups"
                : "use 'groups: 1' where a runtime parameter decides the channels";
            call.Arguments.Report(Rules.GroupsDoNotDivideInput, call.Arguments.At("groups"), context.Path, groups,
                context.Input.Channels.ToString(), context.Input.Name, ShapeText.Of(context, context.Input), mend);
        }

        if (channels is { } own && own % groups != 0)
        {
            call.Arguments.Report(Rules.GroupsDoNotDivideOutput, call.Arguments.At("channels"), context.Path, groups, own,
                $"use {Multiples(own, groups)} channels or other groups");
        }
    }

    private static string Multiples(long channels, long groups)
    {
        var below = channels / groups * groups;
        return below == 0 ? FormattableString.Invariant($"{groups}") : FormattableString.Invariant($"{below} or {below + groups}");
    }

    private readonly record struct Window(long Kernel, long Stride, long Padding, long Dilation);
}

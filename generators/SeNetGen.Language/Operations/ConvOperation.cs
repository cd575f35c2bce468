using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>conv</c>: a two-dimensional convolution.</summary>
internal sealed class ConvOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "conv",
        "A two-dimensional convolution. Kernel, stride, padding and dilation are one number, or [height, width].",
        new("channels", Kind.Integer, "Output channels, at least 1.", IsRequired: true),
        new([
            new("kernel", Kind.Integer, "Height and width of the kernel in pixels, at least 1.", "1", AcceptsPair: true),
            new("stride", Kind.Integer, "Step between windows in pixels, at least 1.", "1", AcceptsPair: true),
            new("padding", Kind.Integer, "Zeros added on each side in pixels; by default dilation * (kernel - 1) / 2 for an odd kernel, required for an even one.", AcceptsPair: true),
            new("dilation", Kind.Integer, "Distance between the kernel's pixels, at least 1.", "1", AcceptsPair: true),
            new("groups", Kind.Integer, "Groups of channels convolved apart; divides input and output channels.", "1"),
            new("bias", Kind.Boolean, "Whether a bias is added.", "false"),
        ]));

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var channels = call.Arguments.Integer("channels", 1);
        var kernel = call.Arguments.Pair("kernel", 1);
        var stride = call.Arguments.Pair("stride", 1);
        var dilation = call.Arguments.Pair("dilation", 1);
        var groups = call.Arguments.Integer("groups", 1);
        var bias = call.Arguments.Boolean("bias");
        var padding = call.Arguments.Pair("padding", 0);
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
        var (kernel, stride, padding, dilation) = window;
        var span = new Pair((dilation.Height * (kernel.Height - 1)) + 1, (dilation.Width * (kernel.Width - 1)) + 1);
        var need = new Pair(span.Height - (2 * padding.Height), span.Width - (2 * padding.Width));
        var (height, width) = (context.HeightOf(input), context.WidthOf(input));
        if (height < need.Height || width < need.Width)
        {
            call.Arguments.Report(Rules.KernelExceedsInput, call.Arguments.At("kernel"), context.Path,
                $"with kernel {kernel}" + (dilation == new Pair(1, 1) ? "" : $", dilation {dilation}"), span.Height, span.Width, input.Name,
                ShapeText.Of(context, input), padding.ToString(), height + (2 * padding.Height), width + (2 * padding.Width));
            return null;
        }

        // Every size is at least 1, so smaller needs are no demand.
        if (need.Height > 1)
        {
            call.Demand(true, input.Height, need.Height);
        }

        if (need.Width > 1)
        {
            call.Demand(false, input.Width, need.Width);
        }

        var output = call.Resized(
            Dimension.Of(channels),
            SizeFunction.Convolution(kernel.Height, stride.Height, padding.Height, dilation.Height),
            SizeFunction.Convolution(kernel.Width, stride.Width, padding.Width, dilation.Width));
        var perGroup = input.Channels.DivideBy(groups);
        if (output is null || perGroup is null)
        {
            return null;
        }

        var weight = new Dimension[] { Dimension.Of(channels), perGroup, Dimension.Of(kernel.Height), Dimension.Of(kernel.Width) };
        var tensors = new List<StateTensor> { new("weight", new(weight), true) };
        if (bias)
        {
            tensors.Add(new("bias", new([Dimension.Of(channels)]), true));
        }

        CodeArgument[] arguments =
        [
            CallPlanner.Positional("inputChannels", input.Channels),
            CallPlanner.Positional("outputChannels", Dimension.Of(channels)),
            .. window.Code,
            CallPlanner.Named("groups", groups, 1),
            CallPlanner.Named("bias", bias, false),
        ];
        var operation = new OperationCall("conv", "Conv", true, new(arguments), SavesInputs: true, SavesOutput: false,
            CanRunInPlace: false, IsAlias: false, new([.. tensors]));
        return call.Result(operation, output, () => CallPlanner.Product(weight) * Dimension.Of(checked(context.HeightOf(output) * context.WidthOf(output))));
    }

    // dilation * (kernel - 1) / 2 keeps the size at stride 1, which an even kernel cannot.
    private static Pair? DefaultPadding(CallPlanner call, OperationContext context, Pair kernel, Pair dilation)
    {
        if (kernel.Height % 2 == 0 || kernel.Width % 2 == 0)
        {
            call.Arguments.Report(Rules.EvenKernelNeedsPadding, call.Arguments.At("kernel"), context.Path, kernel.ToString());
            return null;
        }

        var padding = new Pair(dilation.Height * ((kernel.Height - 1) / 2), dilation.Width * ((kernel.Width - 1) / 2));
        if (padding.Height > int.MaxValue || padding.Width > int.MaxValue)
        {
            call.Arguments.Report(Rules.IntegerTooLarge, call.Arguments.At("kernel"), context.Path, "the default padding", "conv",
                Math.Max(padding.Height, padding.Width));
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

    private readonly record struct Window(Pair Kernel, Pair Stride, Pair Padding, Pair Dilation)
    {
        // One number each where all are square, so that they may become parameters of a class; else pairs, all four.
        public CodeArgument[] Code => Kernel.IsSquare && Stride.IsSquare && Padding.IsSquare && Dilation.IsSquare
            ? [
                CallPlanner.Named("kernel", Kernel.Height, 1),
                CallPlanner.Named("stride", Stride.Height, 1),
                CallPlanner.Named("padding", Padding.Height, 0),
                CallPlanner.Named("dilation", Dilation.Height, 1),
            ]
            : [Kernel.Code("kernel"), Stride.Code("stride"), Padding.Code("padding"), Dilation.Code("dilation")];
    }
}

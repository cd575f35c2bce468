using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>What max_pool and avg_pool share: windows, their checks and their sizes.</summary>
internal static class PoolPlanner
{
    /// <summary>Reads and checks the window of a pool and infers its output; null after a fault.</summary>
    public static PoolWindow? Plan(CallPlanner call, OperationContext context, string operation)
    {
        var kernel = call.Arguments.Integer("kernel", 1);
        var stride = call.Arguments.Has("stride") ? call.Arguments.Integer("stride", 1) : kernel;
        var ceil = call.Arguments.Boolean("ceil");
        var isSame = call.Arguments.Has("padding") && call.Arguments.Word("padding") == "same";
        var padding = isSame ? 0 : call.Arguments.Integer("padding", 0);
        if (kernel is { } size && padding > size / 2)
        {
            call.Arguments.Report(Rules.PoolPaddingTooLarge, call.Arguments.At("padding"), context.Path, operation, padding.Value, size, size / 2);
        }

        if (isSame && ceil)
        {
            call.Arguments.Report(Rules.CeilWithSamePadding, call.Arguments.At("ceil"), context.Path, operation);
        }

        if (!call.RequireFeatureMap() || call.Arguments.IsFaulty || kernel is null || stride is null || padding is null)
        {
            return null;
        }

        return isSame ? Same(call, context, kernel.Value, stride.Value) : Padded(call, context, operation, kernel.Value, stride.Value, padding.Value, ceil);
    }

    private static PoolWindow? Same(CallPlanner call, OperationContext context, long kernel, long stride)
    {
        var output = call.Resized(context.Input.Channels, SizeFunction.Same(stride));
        return output is null ? null : new(kernel, stride, null, false, output);
    }

    private static PoolWindow? Padded(CallPlanner call, OperationContext context, string operation, long kernel, long stride, long padding, bool ceil)
    {
        var function = SizeFunction.Pool(kernel, stride, padding, ceil);
        var output = call.Resized(context.Input.Channels, function);
        if (output is null || function is null)
        {
            return null;
        }

        if (context.HeightOf(output) < 1 || context.WidthOf(output) < 1)
        {
            call.Arguments.Report(Rules.PoolLeavesNothing, call.Arguments.At("kernel"), context.Path, operation, kernel, stride, padding,
                context.Input.Name, ShapeText.Of(context, context.Input));
            return null;
        }

        // A pool that takes one pixel takes every size.
        if (function.At(1) < 1)
        {
            call.Demand(output.Height, output.Width, 1);
        }

        return new(kernel, stride, padding, ceil, output);
    }
}

/// <summary>A checked pool.</summary>
/// <param name="Kernel">Height and width of the window.</param>
/// <param name="Stride">Step between windows.</param>
/// <param name="Padding">Padding on each side; null for <c>same</c>.</param>
/// <param name="Ceil">Whether the division rounds up.</param>
/// <param name="Output">What it gives.</param>
internal sealed record PoolWindow(long Kernel, long Stride, long? Padding, bool Ceil, PlanValue Output);

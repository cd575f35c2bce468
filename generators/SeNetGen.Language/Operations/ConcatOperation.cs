using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary><c>concat</c>: this value and others, one behind the other along the channels.</summary>
internal sealed class ConcatOperation : Operation
{
    /// <inheritdoc/>
    public override OperationSignature Signature { get; } = new(
        "concat",
        "This value, then others of the same size, one behind the other along the channels.",
        new("values", Kind.ValueName, "The other values' names, one or a list; 'input' for the body's input.", IsRequired: true, AcceptsSeveral: true),
        EquatableArray<ArgumentSignature>.Empty);

    /// <inheritdoc/>
    public override OperationResult? Plan(OperationContext context)
    {
        var call = new CallPlanner(Signature, context);
        var channels = context.Input.Channels;
        if (context.Operands.Count == 0 || !context.Operands.All(other => HasEqualSize(call, context, other)))
        {
            return null;
        }

        foreach (var other in context.Operands)
        {
            var sum = channels;
            if (Dimension.Try(() => sum + other.Channels) is not { } total || total.TryEvaluate(context.RuntimeDefault) is null or > int.MaxValue)
            {
                call.Arguments.Report(Rules.ResultTooLarge, context.At, context.Path, "the channels", Signature.Name, "2147483647");
                return null;
            }

            channels = total;
        }

        // The backward pass cuts the gradient: it reads sizes only.
        return call.Result(
            new("concat", "Concat", false, EquatableArray<CodeArgument>.Empty, SavesInputs: false, SavesOutput: false, CanRunInPlace: false,
                IsAlias: false, EquatableArray<StateTensor>.Empty),
            context.Input with { Name = context.Name, Channels = channels });
    }

    private static bool HasEqualSize(CallPlanner call, OperationContext context, PlanValue other)
    {
        var input = context.Input;
        if (input.IsFlat != other.IsFlat || context.HeightOf(input) != context.HeightOf(other) || context.WidthOf(input) != context.WidthOf(other))
        {
            call.Arguments.Report(Rules.ConcatSizesDiffer, context.At, context.Path, input.Name, ShapeText.Of(context, input), other.Name,
                ShapeText.Of(context, other), input.IsFlat != other.IsFlat ? "flatten both or neither" : "give both the same strides and padding");
            return false;
        }

        call.DemandEqual(true, input.Height, other.Height);
        call.DemandEqual(false, input.Width, other.Width);
        return true;
    }
}

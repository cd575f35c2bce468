using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Operations;

/// <summary>What every operation does with a call: reads arguments, demands sizes, makes the result; each fault is reported once.</summary>
internal sealed class CallPlanner(OperationSignature signature, OperationContext context)
{
    /// <summary>The call's arguments.</summary>
    public ArgumentReader Arguments { get; } = new(signature, context);

    /// <summary>An argument that is printed by its place alone.</summary>
    public static CodeArgument Positional(string name, Dimension value) => new(name, new IntegerCode(value), IsPositional: true);

    /// <summary>An argument that is printed by its place alone.</summary>
    public static CodeArgument Positional(string name, long value) => Positional(name, Dimension.Of(value));

    /// <summary>An argument that is printed with its name where it differs from the default.</summary>
    public static CodeArgument Named(string name, long value, long standard) =>
        new(name, new IntegerCode(Dimension.Of(value)), new IntegerCode(Dimension.Of(standard)));

    /// <summary>An argument that is printed with its name where it differs from the default.</summary>
    public static CodeArgument Named(string name, bool value, bool standard) => new(name, new BooleanCode(value), new BooleanCode(standard));

    /// <summary>An argument that is printed with its name where it differs from the default.</summary>
    public static CodeArgument Word(string name, string value, string standard) => new(name, new WordCode(value), new WordCode(standard));

    /// <summary>The product of a tensor's dimensions; an <see cref="OverflowException"/> beyond 64 bits.</summary>
    public static Dimension Product(IEnumerable<Dimension> shape) => shape.Aggregate(Dimension.Of(1), (product, dimension) => product * dimension);

    /// <summary>Whether the input is a feature map; a flat one is reported.</summary>
    public bool RequireFeatureMap()
    {
        if (!context.Input.IsFlat)
        {
            return true;
        }

        Arguments.Report(Rules.ValueIsFlat, context.At, context.Path, signature.Name, context.Input.Name, ShapeText.Of(context, context.Input));
        return false;
    }

    /// <summary>Demands at least that size on both axes.</summary>
    public void Demand(SizeFunction height, SizeFunction width, long least)
    {
        context.Constraints.Add(new(true, height, least, null, context.Name, context.At));
        context.Constraints.Add(new(false, width, least, null, context.Name, context.At));
    }

    /// <summary>Demands at least that size on an axis.</summary>
    public void Demand(bool isHeight, SizeFunction size, long least) => context.Constraints.Add(new(isHeight, size, least, null, context.Name, context.At));

    /// <summary>Demands equal sizes on an axis, unless they are equal at every size.</summary>
    public void DemandEqual(bool isHeight, SizeFunction left, SizeFunction right)
    {
        if (!left.Equals(right))
        {
            context.Constraints.Add(new(isHeight, left, null, right, context.Name, context.At));
        }
    }

    /// <summary>The value whose two sizes are the function of the input's; a function or sizes out of bounds are reported.</summary>
    public PlanValue? Resized(Dimension channels, SizeFunction? function) => Resized(channels, function, function);

    /// <summary>The value whose height and width are functions of the input's; a function or sizes out of bounds are reported.</summary>
    public PlanValue? Resized(Dimension channels, SizeFunction? ofHeight, SizeFunction? ofWidth)
    {
        var height = ofHeight is null ? null : context.Input.Height.Then(ofHeight);
        var width = ofWidth is null ? null : context.Input.Width.Then(ofWidth);
        if (height is null || width is null)
        {
            Arguments.Report(Rules.SizesTooIntricate, context.At, context.Path, $"the output of {signature.Name}");
            return null;
        }

        var value = new PlanValue(context.Name, channels, height, width, IsFlat: false);
        if (context.HeightOf(value) > int.MaxValue || context.WidthOf(value) > int.MaxValue)
        {
            Arguments.Report(Rules.ResultTooLarge, context.At, context.Path, "the output size", signature.Name, "2147483647");
            return null;
        }

        return value;
    }

    /// <summary>Counts a value's pixels at the declared size; an <see cref="OverflowException"/> beyond 64 bits.</summary>
    public Func<Dimension> Pixels(PlanValue value) => () => Dimension.Of(checked(context.HeightOf(value) * context.WidthOf(value)));

    /// <summary>The flat value of that many channels.</summary>
    public PlanValue Flat(Dimension channels) => new(context.Name, channels, SizeFunction.One, SizeFunction.One, IsFlat: true);

    /// <summary>The result of a call without state; null after a fault.</summary>
    public OperationResult? Result(OperationCall call, PlanValue output) => Result(call, output, () => Dimension.Of(0));

    /// <summary>The result of a call, its parameters counted from its tensors; null after a fault or when a count is beyond 64 bits.</summary>
    /// <param name="call">The call.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="multiplyAdds">Counts multiply-adds at the declared size.</param>
    public OperationResult? Result(OperationCall call, PlanValue output, Func<Dimension> multiplyAdds)
    {
        if (Arguments.IsFaulty)
        {
            return null;
        }

        var parameters = Dimension.Try(() => call.Tensors
            .Where(tensor => tensor.IsParameter)
            .Aggregate(Dimension.Of(0), (sum, tensor) => sum + Product(tensor.Shape)));
        var operations = Dimension.Try(multiplyAdds)?.TryEvaluate(context.RuntimeDefault);
        if (parameters?.TryEvaluate(context.RuntimeDefault) is null || operations is null)
        {
            Arguments.Report(Rules.ResultTooLarge, context.At, context.Path, parameters is null ? "the parameters" : "the multiply-adds",
                signature.Name, "64 bits can count");
            return null;
        }

        return new(call, output, parameters, operations.Value);
    }
}

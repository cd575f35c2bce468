using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Planning;

/// <summary>Plans calls of blocks; equal calls once.</summary>
internal sealed class BlockPlanner(PlanState state)
{
    /// <summary>Plans a call; null when an argument is unknown or the call is endless.</summary>
    /// <param name="block">The block.</param>
    /// <param name="given">Its arguments.</param>
    /// <param name="input">The value it follows.</param>
    /// <param name="height">The height of that at the declared size.</param>
    /// <param name="width">The width of that at the declared size.</param>
    /// <param name="path">The call's path in the network.</param>
    /// <param name="at">The layer's place.</param>
    /// <param name="headAt">The place of the block's name in it.</param>
    /// <param name="faults">Takes what is wrong with the call itself.</param>
    public PlannedBlock? Plan(
        BlockDeclaration block,
        IReadOnlyDictionary<string, GivenArgument> given,
        PlanValue input,
        long height,
        long width,
        string path,
        SourceRef at,
        SourceRef headAt,
        FaultBag faults)
    {
        if (state.IsAborted)
        {
            return null;
        }

        var scope = new BlockScope(state.Family, input.Channels);
        if (EvaluateParameters(block, given, scope, headAt, faults) is not { } arguments)
        {
            return null;
        }

        var key = new BlockKey(block.Name, new(arguments), input.Channels, input.IsFlat, height, width);
        return state.Plan(key, at, faults, () => Expand(block, scope, arguments, input, height, width, path));
    }

    private Value[]? EvaluateParameters(
        BlockDeclaration block, IReadOnlyDictionary<string, GivenArgument> given, BlockScope scope, SourceRef at, FaultBag faults)
    {
        var isKnown = true;
        foreach (var argument in given.Values)
        {
            if (block.Parameters.All(parameter => parameter.Name != argument.Name))
            {
                faults.Report(Rules.UnknownArgument, argument.At, block.Name, argument.Name,
                    Suggestions.DidYouMean(argument.Name, block.Parameters.Select(parameter => parameter.Name)));
                isKnown = false;
            }
        }

        var values = new Value?[block.Parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = block.Parameters[i];
            if (given.TryGetValue(parameter.Name, out var argument))
            {
                values[i] = state.Evaluator.Evaluate(argument.Value, parameter.Kind, argument.Scope, $"'{parameter.Name}' of '{block.Name}'", faults);
            }
            else if (parameter.Default is { } value)
            {
                values[i] = state.Evaluator.Evaluate(value, parameter.Kind, scope, $"'{parameter.Name}'", faults);
            }
            else
            {
                faults.Report(Rules.ArgumentRequired, at, block.Name, i == 0 ? "its main argument" : "the argument", parameter.Name, "");
            }

            isKnown &= values[i] is not null;
            scope.Declare(parameter.Name, values[i]);
        }

        return isKnown ? [.. values.OfType<Value>()] : null;
    }

    private PlannedBlock Expand(BlockDeclaration block, BlockScope scope, Value[] arguments, PlanValue input, long height, long width, string path)
    {
        var inside = new PlanValue("input", input.Channels, SizeFunction.Identity, SizeFunction.Identity, input.IsFlat);
        var body = new BodyPlanner(state, scope, inside, block.At, path, height, width);
        var integers = block.Parameters.Select((parameter, i) => (parameter.Name, Value: (Value?)arguments[i])).ToList();
        foreach (var let in block.Lets)
        {
            var faults = new FaultBag();
            var value = state.Evaluator.Evaluate(let.Value, null, scope, $"'{let.Name}'", faults);
            body.Faults.Add(faults, "");
            scope.Declare(let.Name, value);
            integers.Add((let.Name, value));
        }

        var steps = new List<Step>();
        var result = block.Combine is null ? WalkLayers(block, body, steps) : WalkResidual(block, body, steps);
        var output = body[result];
        var plan = body.Finish(steps, result);
        var named = integers.Where(item => item.Value is IntegerResult).Select(item => new NamedDimension(item.Name, ((IntegerResult)item.Value!).Dimension));
        return new PlannedBlock(
            plan is null ? null : new BlockCall(block.Name, input.Channels, new(named), plan), output, body.Faults, body.Layers);
    }

    private static int WalkLayers(BlockDeclaration block, BodyPlanner body, List<Step> steps)
    {
        var result = 0;
        foreach (var section in block.Sections)
        {
            result = body.Walk(section.Layers, result, steps);
        }

        return result;
    }

    // Residual and shortcut both start from the input, and register in the order written; what comes after runs on their sum.
    private static int WalkResidual(BlockDeclaration block, BodyPlanner body, List<Step> steps)
    {
        int residual = 0, shortcut = 0;
        BlockSection? after = null;
        var at = block.At;
        foreach (var section in block.Sections)
        {
            switch (section.Name)
            {
                case "residual":
                    residual = body.Walk(section.Layers, 0, steps);
                    break;
                case "shortcut":
                    shortcut = body.Walk(section.Layers, 0, steps);
                    at = section.At;
                    break;
                case "after":
                    after = section;
                    break;
            }
        }

        var sum = body.Join(OperationTable.Find("add")!, residual, shortcut, at, steps);
        return after is null ? sum : body.Walk(after.Layers, sum, steps);
    }
}

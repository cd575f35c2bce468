using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Planning;

/// <summary>Plans calls of operations and blocks as functions of the body's input.</summary>
internal sealed class LayerCaller(PlanState state, BodyDraft body)
{
    private readonly OperationPlanner _operations = new(state);
    private readonly BlockPlanner _blocks = new(state);

    /// <summary>Plans a call; null when its value is unknown.</summary>
    public PlannedCall? Plan(LayerResult callee, LayerCall site)
    {
        var (layer, name) = (site.Layer, site.Name);
        var member = site.Repetition is null ? LayerCall.MemberOf(layer) : null;
        if (OperationTable.Find(callee.Head) is { } operation)
        {
            var place = new OperationPlanner.Site(name, body.PathOf(site.Local), site.Local, layer.At, site.Input, body.Height, body.Width, site.Faults, body.Constraints);
            var result = CallArguments.Gather(callee, operation.Signature.Main?.Name, layer, site.Repetition, site.Scope, site.Faults) is { } given
                ? _operations.Plan(operation, given, place, site.FindValue, site.Operands)
                : null;
            if (result is null || !body.Count(result.Parameters, result.MultiplyAdds, 1, name, layer.At, site.Faults))
            {
                return null;
            }

            return new PlannedCall(result.Output, (inputs, output) => new OperationStep(name, member, result.Call, inputs, output, layer.KeyPath, layer.At));
        }

        if (state.FindBlock(callee.Head) is not { } block)
        {
            return null;
        }

        var (height, width) = (site.Input.Height.At(body.Height), site.Input.Width.At(body.Width));
        var planned = CallArguments.Gather(callee, block.Parameters.Count > 0 ? block.Parameters[0].Name : null, layer, site.Repetition, site.Scope, site.Faults) is { } arguments
            ? _blocks.Plan(block, arguments, site.Input, height, width, body.PathOf(site.Local), layer.At, layer.HeadAt, site.Faults)
            : null;
        if (planned is null)
        {
            return null;
        }

        body.Faults.Add(planned.Faults, site.Local);
        var value = planned.Output is null ? null : Outside(planned, site);
        if (planned.Call is { } call && value is not null && body.Count(call.Body.Parameters, call.Body.MultiplyAdds, planned.Layers + 1, name, layer.At, site.Faults))
        {
            return new PlannedCall(value, (inputs, output) => new BlockStep(name, member, call, inputs, output, layer.KeyPath, layer.At));
        }

        return new PlannedCall(value, null);
    }

    // A block's value and demands, as functions of this body's input.
    private PlanValue? Outside(PlannedBlock planned, LayerCall site)
    {
        var (input, output) = (site.Input, planned.Output!);
        var height = input.Height.Then(output.Height);
        var width = input.Width.Then(output.Width);
        if (height is null || width is null || !body.Constraints.AddCall(planned.Call, input, site.Local))
        {
            site.Faults.Report(Rules.SizesTooIntricate, site.Layer.At, body.PathOf(site.Local), "its output");
            return null;
        }

        return new PlanValue(site.Layer.Name, output.Channels, height, width, output.IsFlat);
    }
}

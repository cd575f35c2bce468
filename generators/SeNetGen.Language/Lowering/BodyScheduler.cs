namespace SeNetGen.Language.Lowering;

/// <summary>Schedules the bodies of a network's classes; a caller knows of a callee's result what its schedule says.</summary>
public sealed class BodyScheduler
{
    private readonly Dictionary<Template, Schedule> _schedules = [];

    /// <summary>The schedule of a block's forward pass.</summary>
    public Schedule Of(Template template)
    {
        if (!_schedules.TryGetValue(template, out var schedule))
        {
            schedule = Of(template.Body.Layers.ToArray(), [template.Body.Result], input: 0, ownsInputHandle: false);
            _schedules.Add(template, schedule);
        }

        return schedule;
    }

    /// <summary>The schedule of a part of a network's body.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="results">The values that it gives.</param>
    /// <param name="input">The value given by the caller.</param>
    /// <param name="ownsInputHandle">Whether the part must dispose the input's handle.</param>
    public Schedule Of(IReadOnlyList<LoweredLayer> layers, IReadOnlyList<int> results, int input, bool ownsInputHandle) =>
        Scheduler.Run(layers.Select(Step).ToArray(), results, input, ownsInputHandle);

    private ScheduledStep Step(LoweredLayer layer)
    {
        var wiring = layer.Wiring;
        if (layer is LoweredOperation { Call: var call })
        {
            var aliasing = !call.IsAlias ? Aliasing.None : call.Code == "Identity" && wiring.Condition is null ? Aliasing.Same : Aliasing.View;
            return new(
                wiring.Inputs,
                wiring.Output,
                wiring.Condition,
                call.SavesInputs,
                call.SavesOutput,
                call.CanRunInPlace && !call.IsStateful,
                aliasing);
        }

        // What a block does inside with its input is not looked at: it may save it.
        var callees = Calls(layer).Select(callee => Of(callee.Template)).ToArray();
        return new(
            wiring.Inputs,
            wiring.Output,
            wiring.Condition,
            SavesInputs: true,
            SavesOutput: callees.Any(callee => callee.ResultIsSaved),
            CanRunInPlace: false,
            callees.All(callee => callee.MayReturnInput) ? Aliasing.Perhaps : Aliasing.None);
    }

    private static EquatableArray<TemplateCall> Calls(LoweredLayer layer) => layer is LoweredBlock block ? new([block.Call]) : ((LoweredRepeat)layer).Calls;
}

using SeNetGen.Language.Binding;

namespace SeNetGen.Language.Planning;

/// <summary>Finds the feature maps that <c>ForwardFeatures</c> returns: what every repeated layer of the stages gives, and their end.</summary>
internal static class FeatureTaps
{
    /// <summary>The taps in the order they come up; one a value.</summary>
    /// <param name="plan">The network's body.</param>
    /// <param name="repeats">The repeated layers of the stages, by path.</param>
    /// <param name="end">The value at the end of the stages.</param>
    /// <param name="stages">The stages' layers; none in a faulty file.</param>
    public static EquatableArray<FeatureTap> Find(
        BodyPlan plan, IReadOnlyList<(string Path, int Value)> repeats, int end, EquatableArray<LayerNode> stages)
    {
        var taps = repeats.Select(repeat => Tap(plan, repeat.Path, repeat.Value)).ToList();
        if (stages.Count > 0 && taps.All(tap => tap.Value != end))
        {
            taps.Add(Tap(plan, stages[stages.Count - 1].Name, end));
        }

        return new(taps);
    }

    private static FeatureTap Tap(BodyPlan plan, string path, int value)
    {
        var map = plan.Values[value];

        // Over a period the input grows by so many pixels, and the map by 'Slope'.
        var stride = map.Height.Slope == 0 ? 0 : map.Height.Period / map.Height.Slope;
        return new FeatureTap(path, value, map.Channels, (int)stride);
    }
}

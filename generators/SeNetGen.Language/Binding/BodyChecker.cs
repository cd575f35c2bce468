using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Binding;

/// <summary>Checks the layers of bodies, whether used or not, also where <c>when</c> would leave them out.</summary>
internal sealed class BodyChecker(CallChecker calls, TypeChecker types, HashSet<SourceRef> unusable, FaultBag faults)
{
    /// <summary>Checks a body.</summary>
    /// <param name="layers">Its layers.</param>
    /// <param name="place">What their expressions may name.</param>
    /// <param name="outer">The values of the body around, for layers in place.</param>
    public void Check(EquatableArray<LayerNode> layers, TypeChecker.Place place, ValueScope? outer = null)
    {
        var values = new ValueScope(outer);
        var isKnown = true;
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            Check(layer, place, values);
            isKnown &= !LayerReader.IsMalformed(layer) && !unusable.Contains(layer.At);
            values.Add(layer.Name);
        }

        // What a malformed layer would have named is not known.
        if (isKnown)
        {
            CheckUse(layers, values);
        }
    }

    private void Check(LayerNode layer, TypeChecker.Place place, ValueScope values)
    {
        if (layer.From is { } from && !unusable.Contains(from.At) && !values.Use(from.Text))
        {
            faults.Report(Rules.UnknownValue, from.At, from.Text, Suggestions.DidYouMean(from.Text, values.Names));
            unusable.Add(from.At);
        }

        if (layer.When is { } when)
        {
            types.Expect(when, Kind.Boolean, "'when'", place);
        }

        if (layer.Repeat is { } repeat)
        {
            types.Expect(repeat, Kind.Integer, "'repeat'", place);
        }

        if (layer.Body is { } body)
        {
            Check(body, place, values);
        }
        else if (layer.Head is { } head)
        {
            calls.Check(new CallChecker.Call(head, layer.HeadAt, layer.Main, layer.Arguments, layer.At), place, values);
        }
    }

    // A layer's value goes to the next one, unless that says 'from'; otherwise somebody must name it.
    private void CheckUse(EquatableArray<LayerNode> layers, ValueScope values)
    {
        for (var i = 0; i + 1 < layers.Count; i++)
        {
            if (layers[i + 1].From is not null && !values.IsUsed(layers[i].Name))
            {
                faults.Report(Rules.UnusedValue, layers[i].At, layers[i].Name, $"; '{layers[i + 1].Name}' after it starts from '{layers[i + 1].From!.Text}'");
            }
        }
    }
}

using SeNetGen.Language.CSharp;
using SeNetGen.Language.Lowering;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Emission;

/// <summary>Prints a network's passes: all of it, its stages, its head.</summary>
internal sealed class PassWriter(CodeWriter writer, EmissionContext context)
{
    private readonly LoweredNetwork _network = context.Network;
    private readonly IReadOnlyDictionary<string, string> _flags = ForwardWriter.Flags(context.Network.Root);

    /// <summary>Prints <c>forward</c>, <c>ForwardFeatures</c>, <c>ForwardHead</c> and the record of stage outputs.</summary>
    public void Write()
    {
        var layers = _network.Root.Layers.ToArray();
        var trunk = Trunk(layers);
        var head = layers.Except(trunk).ToArray();
        WriteForward(layers);
        WriteFeatures(trunk);
        WriteHead(head);
        WriteRecord();
    }

    // The layers that a stage's output rests on.
    private LoweredLayer[] Trunk(LoweredLayer[] layers)
    {
        var wanted = new HashSet<int>(_network.Taps) { _network.Features };
        var trunk = new List<LoweredLayer>();
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            if (wanted.Contains(layers[i].Wiring.Output))
            {
                wanted.UnionWith(layers[i].Wiring.Inputs);
                trunk.Insert(0, layers[i]);
            }
        }

        return [.. trunk];
    }

    private void WriteForward(LoweredLayer[] layers)
    {
        writer.Separate();
        writer.Document("<inheritdoc/>");
        writer.Braces($"public override {Types.Tensor} forward({Types.Tensor} input)", () =>
        {
            writer.Line("var x = Enter(input);");
            var schedule = context.Schedules.Of(layers, [_network.Root.Result], input: 0, ownsInputHandle: true);
            var results = new ForwardWriter(writer, context, layers, schedule, _flags, "x", "input").Write();
            writer.Line($"return {results[0]};");
        });
    }

    private void WriteFeatures(LoweredLayer[] trunk)
    {
        writer.Separate();
        writer.Document("<inheritdoc/>");
        writer.Braces($"public override Features ForwardFeatures({Types.Tensor} input)", () =>
        {
            writer.Line("var x = Enter(input);");
            int[] wanted = HasLast() ? [.. _network.Taps, _network.Features] : [.. _network.Taps];
            var schedule = context.Schedules.Of(trunk, wanted, input: 0, ownsInputHandle: true);
            var results = new ForwardWriter(writer, context, trunk, schedule, _flags, "x", "input").Write();
            writer.Line($"return new Features({string.Join(", ", results)});");
        });
    }

    private void WriteHead(LoweredLayer[] head)
    {
        writer.Separate();
        writer.Document("<inheritdoc/>");
        writer.Braces($"public override {Types.Tensor} ForwardHead({Types.Tensor} features)", () =>
        {
            var known = new HashSet<int>(head.Select(layer => layer.Wiring.Output)) { _network.Features };
            if (!known.Contains(_network.Root.Result) || !head.SelectMany(layer => layer.Wiring.Inputs).All(known.Contains))
            {
                writer.Line("throw new global::System.NotSupportedException(\"This network's head reads more than the last stage gives.\");");
                return;
            }

            var schedule = context.Schedules.Of(head, [_network.Root.Result], _network.Features, ownsInputHandle: false);
            var results = new ForwardWriter(writer, context, head, schedule, _flags, "features").Write();
            writer.Line($"return {results[0]};");
        });
    }

    private bool HasLast() => _network.Taps.Count == 0 || _network.Taps[_network.Taps.Count - 1] != _network.Features;

    private void WriteRecord()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "Features", "Maps", "Output", "Dispose", "Equals", "GetHashCode", "ToString" };
        var taps = context.Plan.Taps.Select(tap => (
            Name: LocalNames.Unique(taken, Naming.Pascal(tap.Name.Replace('.', '_'))),
            Text: $"{SourceText.Code(tap.Name)}: {Shape(tap)}.")).ToList();
        var maps = string.Join(", ", taps.Select(tap => tap.Name));
        if (HasLast())
        {
            taps.Add((LocalNames.Unique(taken, "Last"), "What the head receives."));
        }

        writer.Separate();
        writer.Document(Documentation.Summary("What the stages give; <c>Output</c>, the last of them, is what the head receives."));
        foreach (var (name, text) in taps)
        {
            writer.Document(Documentation.Parameter(name, text));
        }

        writer.Lines(
        [
            $"public sealed record Features({string.Join(", ", taps.Select(tap => $"{Types.Tensor} {tap.Name}"))})",
            $": {Types.FeatureMaps}([{maps}], {taps[taps.Count - 1].Name});",
        ]);
    }

    // After an adaptive pool no pixel stands for a number of the input's.
    private string Shape(FeatureTap tap) => tap.Stride == 0
        ? $"{SourceText.Code($"[N, {context.AtDefaults(tap.Channels)}, ...]")} of one size for every input"
        : SourceText.Code($"[N, {context.AtDefaults(tap.Channels)}, H / {tap.Stride}, W / {tap.Stride}]");
}

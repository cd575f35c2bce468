using SeNetGen.Language.CSharp;
using SeNetGen.Language.Lowering;

namespace SeNetGen.Language.Emission;

/// <summary>Prints the static walk over a class: the same calls as its forward pass, on shapes instead of tensors.</summary>
internal sealed class DescribeWriter
{
    private readonly CodeWriter _writer;
    private readonly EmissionContext _context;
    private readonly LoweredBody _body;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<int, string> _variables = new() { [0] = "input" };
    private readonly Dictionary<int, int> _lastUse = [];

    /// <summary>Prepares a walk.</summary>
    /// <param name="writer">Takes the statements.</param>
    /// <param name="context">The network.</param>
    /// <param name="body">The class.</param>
    /// <param name="parameters">The names of the method's further parameters.</param>
    public DescribeWriter(CodeWriter writer, EmissionContext context, LoweredBody body, IEnumerable<string> parameters)
    {
        _writer = writer;
        _context = context;
        _body = body;
        _taken = new(parameters, StringComparer.Ordinal) { "input", "describer", "index", "shape" };
        foreach (var layer in body.Layers)
        {
            foreach (var value in layer.Wiring.Inputs)
            {
                _lastUse[value] = layer.Wiring.Output;
            }
        }

        _lastUse[body.Result] = int.MaxValue;
    }

    /// <summary>Prints the statements with the final <c>return</c>.</summary>
    public void Write()
    {
        Write(_body.Nodes);
        _writer.Line($"return {_variables[_body.Result]};");
    }

    private void Write(IReadOnlyList<LoweredNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is LoweredGroup group)
            {
                _writer.Line($"describer.Enter({SourceText.Literal(group.Info.Key)});");
                Write(group.Nodes);
                _writer.Line("describer.Leave();");
            }
            else
            {
                Write((LoweredLayer)node);
            }
        }
    }

    private void Write(LoweredLayer layer)
    {
        var wiring = layer.Wiring;
        var inputs = wiring.Inputs.Select(value => _variables[value]).ToArray();
        var goesOn = wiring.Inputs[0] != 0 && _lastUse[wiring.Inputs[0]] == wiring.Output;
        var target = goesOn ? inputs[0] : NewName(layer);
        _variables[wiring.Output] = target;
        if (wiring.Condition is null)
        {
            Assign(layer, goesOn ? target : "var " + target, inputs);
            return;
        }

        if (!goesOn)
        {
            _writer.Line($"var {target} = {inputs[0]};");
        }

        _writer.Braces($"if ({Naming.Escape(wiring.Condition)})", () => Assign(layer, target, inputs));
    }

    private void Assign(LoweredLayer layer, string target, string[] inputs)
    {
        var key = SourceText.Literal(layer.Info.Key);
        switch (layer)
        {
            case LoweredOperation operation:
                var before = string.Join(", ", new[] { key }.Concat(inputs));
                _writer.Line($"{target} = describer.{operation.Call.Code}({_context.Arguments(operation.Arguments.Where(UserModuleArguments.IsDescribed), before)});");
                break;
            case LoweredBlock block:
                _writer.Line($"describer.Enter({key});");
                _writer.Line($"{target} = {Describe(block.Call, inputs[0])};");
                _writer.Line("describer.Leave();");
                break;
            case LoweredRepeat repeat:
                Repeat(repeat, key, target, inputs[0]);
                break;
        }
    }

    private void Repeat(LoweredRepeat repeat, string key, string target, string input)
    {
        var start = $"{target} = describer.Blocks({key}, count: {SourceText.Number(repeat.Calls.Count)}, {input}, ";
        var runs = Runs.Of(repeat.Calls, call => Describe(call, "shape"));
        _writer.Lines(runs.Count == 1 ? Runs.Single($"{start}(_, shape) =>", runs[0].Text, ");") : Runs.Choose($"{start}(index, shape) => ", runs, ");"));
    }

    private string Describe(TemplateCall call, string input) =>
        $"{call.Template.ClassName}.Describe({_context.Arguments(call.Arguments, "describer, " + input)})";

    private string NewName(LoweredLayer layer)
    {
        var own = LocalNames.Of(layer.Info);
        return Naming.Escape(_taken.Contains("x") ? LocalNames.Unique(_taken, own, own + "Shape") : LocalNames.Unique(_taken, "x"));
    }
}

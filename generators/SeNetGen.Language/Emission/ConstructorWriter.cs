using SeNetGen.Language.CSharp;
using SeNetGen.Language.Lowering;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Emission;

/// <summary>Prints what stands in a constructor: a statement a member.</summary>
internal sealed class ConstructorWriter(CodeWriter writer, EmissionContext context, Func<LoweredGroup, string> groupArguments)
{
    /// <summary>Prints the statements that make and register the members.</summary>
    public void Write(LoweredBody body)
    {
        foreach (var kept in body.Flags.Concat(body.Kept))
        {
            writer.Line($"_{kept} = {Naming.Escape(kept)};");
        }

        Write(body.Nodes);
    }

    /// <summary>Prints the statements that make and register some members.</summary>
    public void Write(IReadOnlyList<LoweredNode> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            switch (nodes[i])
            {
                case LoweredGroup { ClassName: not null } group:
                    writer.Line($"{group.Info.Member} = Add({SourceText.Literal(group.Info.Key)}, new {group.ClassName}({groupArguments(group)}));");
                    break;
                case LoweredLayer { IsMember: true, Wiring.Condition: { } condition }:
                    // Members that come and go together stand in one condition.
                    var first = i;
                    while (i + 1 < nodes.Count && IsUnder(nodes[i + 1], condition))
                    {
                        i++;
                    }

                    writer.Separate();
                    var last = i;
                    writer.Braces($"if ({Naming.Escape(condition)})", () =>
                    {
                        for (var j = first; j <= last; j++)
                        {
                            if (nodes[j] is LoweredLayer { IsMember: true } layer)
                            {
                                writer.Lines(Make(layer));
                            }
                        }
                    });
                    writer.Separate();
                    break;
                case LoweredLayer { IsMember: true } layer:
                    writer.Lines(Make(layer));
                    break;
            }
        }
    }

    private static bool IsUnder(LoweredNode node, string condition) => node is LoweredLayer layer && layer.Wiring.Condition == condition;

    private IReadOnlyList<string> Make(LoweredLayer layer)
    {
        var key = SourceText.Literal(layer.Info.Key);
        return layer switch
        {
            LoweredOperation { Call.Code: ModuleOperation.RuntimeClass } module => UserModule(module, key),
            LoweredOperation operation =>
                [$"{layer.Info.Member} = Add{operation.Call.Code}({context.Arguments(operation.Arguments, key)});"],
            LoweredBlock block => [$"{layer.Info.Member} = Add({key}, {New(block.Call)});"],
            _ => Repeat((LoweredRepeat)layer, key),
        };
    }

    // The type of the user's module stands on one line alone, so that the compiler says once that it is not there, beside the place in the YAML.
    private IReadOnlyList<string> UserModule(LoweredOperation module, string key)
    {
        var type = string.Join(".", ModuleOperation.TypeOf(module.Call).Split('.').Select(Naming.Escape));
        var given = context.Arguments(module.Arguments.Where(argument => argument.IsOfModule));
        var at = $"{module.Info.KeyPath} in {ModuleOperation.FileOf(module.Call)}";
        var declared = context.Arguments(module.Arguments.Where(UserModuleArguments.IsDeclaration));
        return
        [
            $"{module.Info.Member} = AddUserModule({key},",
            $"new global::{type}({given}), // {SourceText.Comment(at)}",
            $"at: {SourceText.Literal(at)}, {declared});",
        ];
    }

    private IReadOnlyList<string> Repeat(LoweredRepeat repeat, string key)
    {
        var type = repeat.Common is null ? $"<{Types.Layer}>" : "";
        var start = $"{repeat.Info.Member} = AddBlocks{type}({key}, count: {SourceText.Number(repeat.Calls.Count)}, ";
        var runs = Runs.Of(repeat.Calls, New);
        return runs.Count == 1 ? Runs.Single($"{start}_ =>", runs[0].Text, ");") : Runs.Choose($"{start}index => ", runs, ");");
    }

    private string New(TemplateCall call) => $"new {call.Template.ClassName}({context.Arguments(call.Arguments)})";
}

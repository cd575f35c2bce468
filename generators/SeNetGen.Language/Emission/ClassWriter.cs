using SeNetGen.Language.CSharp;
using SeNetGen.Language.Lowering;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Emission;

/// <summary>Prints the nested classes of a network: blocks and the names of layers in place.</summary>
internal sealed class ClassWriter(CodeWriter writer, EmissionContext context)
{
    /// <summary>Prints a block.</summary>
    public void WriteBlock(Template template)
    {
        var body = template.Body;
        var parameters = template.Parameters.Select(Declare).ToArray();
        writer.Separate();
        writer.Document(Documentation.Summary($"The block {SourceText.Code(template.Block)}: {SourceText.Code(template.KeyPath)}."));
        writer.Braces($"public sealed class {template.ClassName} : {Types.Layer}", () =>
        {
            foreach (var flag in body.Flags)
            {
                writer.Line($"private readonly bool _{flag};");
            }

            foreach (var kept in template.Parameters.Where(parameter => body.Kept.Contains(parameter.Name)))
            {
                writer.Line($"private readonly {TypeOf(kept)} _{kept.Name};");
            }

            WriteProperties(body.Nodes, null);
            writer.Separate();
            writer.Document(Documentation.Summary("Makes the block and its layers."));
            foreach (var parameter in template.Parameters)
            {
                writer.Document(Documentation.Parameter(parameter, template.Block));
            }

            writer.Braces($"public {template.ClassName}({string.Join(", ", parameters)})", () =>
                new ConstructorWriter(writer, context, group => GroupArguments(group, template)).Write(body));
            writer.Separate();
            WriteForward(template);
            writer.Separate();
            var further = string.Concat(parameters.Select(parameter => ", " + parameter));
            writer.Braces($"internal static {Types.Shape} Describe({Types.Describer} describer, {Types.Shape} input{further})", () =>
                new DescribeWriter(writer, context, body, template.Parameters.Select(parameter => parameter.Name)).Write());
        });
        WriteGroups(body.Nodes, template);
    }

    /// <summary>Prints a property for each member.</summary>
    /// <param name="nodes">The layers.</param>
    /// <param name="atDefaults">In the network itself: gives counts at the defaults.</param>
    public void WriteProperties(IReadOnlyList<LoweredNode> nodes, Func<Dimension, long>? atDefaults)
    {
        foreach (var node in nodes)
        {
            if (PropertyType(node) is { } type)
            {
                writer.Separate();
                writer.Document(Documentation.Summary(Documentation.Layer(node, atDefaults)));
                writer.Line($"public {type} {node.Info.Member} {{ get; }}");
            }
        }
    }

    /// <summary>Prints the classes of layers in place, at any depth.</summary>
    public void WriteGroups(IReadOnlyList<LoweredNode> nodes, Template? owner)
    {
        foreach (var group in nodes.OfType<LoweredGroup>())
        {
            if (group.ClassName is { } name)
            {
                writer.Separate();
                writer.Document(Documentation.Summary($"The layers in place at {SourceText.Code(group.Info.KeyPath)}; the class around them runs them."));
                writer.Braces($"public sealed class {name} : {Types.Group}", () =>
                {
                    WriteProperties(group.Nodes, owner is null ? context.AtDefaults : null);
                    writer.Separate();
                    var names = Names(group, owner);
                    writer.Document(Documentation.Summary("Makes the layers."));
                    foreach (var parameter in names)
                    {
                        writer.Document(parameter.Documentation);
                    }

                    writer.Braces($"public {name}({string.Join(", ", names.Select(parameter => $"{parameter.Type} {parameter.Name}"))})", () =>
                        new ConstructorWriter(writer, context, inner => GroupArguments(inner, owner)).Write(group.Nodes));
                });
            }

            WriteGroups(group.Nodes, owner);
        }
    }

    /// <summary>The arguments of a group's constructor: what its layers need of the class around it.</summary>
    public string GroupArguments(LoweredGroup group, Template? owner) => string.Join(", ", Names(group, owner).Select(parameter => parameter.Name));

    private void WriteForward(Template template)
    {
        var layers = template.Body.Layers.ToArray();
        writer.Document("<inheritdoc/>");
        writer.Braces($"public override {Types.Tensor} forward({Types.Tensor} input)", () =>
        {
            var flags = ForwardWriter.Flags(template.Body);
            var results = new ForwardWriter(writer, context, layers, context.Schedules.Of(template), flags, "input").Write();
            writer.Line($"return {results[0]};");
        });
    }

    private static string Declare(TemplateParameter parameter)
    {
        var type = TypeOf(parameter);
        return $"{type} {Naming.Escape(parameter.Name)}{(parameter.IsOptional ? type == "bool" ? " = false" : " = 0" : "")}";
    }

    private static string TypeOf(TemplateParameter parameter) => parameter.Role switch
    {
        ParameterRole.Flag => "bool",
        ParameterRole.Real => "double",
        _ => "int",
    };

    private static string? PropertyType(LoweredNode node) => node switch
    {
        LoweredGroup group => group.ClassName,
        LoweredLayer { IsMember: false } => null,
        LoweredOperation operation => Types.Operation(operation.Call.Code) + Optional(operation),
        LoweredBlock block => block.Call.Template.ClassName + Optional(block),
        LoweredRepeat repeat => Types.BlockList(repeat.Common?.ClassName ?? Types.Layer) + Optional(repeat),
        _ => null,
    };

    private static string Optional(LoweredLayer layer) => layer.Wiring.Condition is null ? "" : "?";

    private (string Type, string Name, string Documentation)[] Names(LoweredGroup group, Template? owner)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        Collect(group.Nodes, used);
        return owner is null
            ? context.Plan.RuntimeParameters
                .Where(parameter => used.Contains(parameter.Name))
                .Select(parameter => (
                    EmissionContext.Type(parameter),
                    context.Runtime(parameter.Name),
                    Documentation.Parameter(context.Runtime(parameter.Name).TrimStart('@'), $"The network's {SourceText.Code(parameter.Name)}.")))
                .ToArray()
            : owner.Parameters
                .Where(parameter => used.Contains(parameter.Name))
                .Select(parameter => (TypeOf(parameter), Naming.Escape(parameter.Name), Documentation.Parameter(parameter, owner.Block)))
                .ToArray();
    }

    private static void Collect(IReadOnlyList<LoweredNode> nodes, HashSet<string> used)
    {
        foreach (var node in nodes)
        {
            if (node is LoweredGroup group)
            {
                Collect(group.Nodes, used);
                continue;
            }

            // What is no member leaves no trace in the constructor.
            if (node is LoweredLayer { IsMember: true } layer)
            {
                used.UnionWith(layer.Wiring.Condition is null ? [] : [layer.Wiring.Condition]);
                foreach (var argument in Arguments(layer))
                {
                    used.UnionWith(Used(argument.Value));
                }
            }
        }
    }

    private static IEnumerable<LoweredArgument> Arguments(LoweredLayer layer) => layer switch
    {
        LoweredOperation operation => operation.Arguments,
        LoweredBlock block => block.Call.Arguments,
        LoweredRepeat repeat => repeat.Calls.SelectMany(call => call.Arguments),
        _ => [],
    };

    private static IEnumerable<string> Used(LoweredValue value) => value switch
    {
        ParameterValue parameter => [parameter.Name],
        LiteralValue { Value: IntegerCode integer } => integer.Value.Names,
        LiteralValue { Value: RealCode { IsRuntime: true } real } => [real.Text],
        _ => [],
    };
}

using SeNetGen.Language.Lowering;
using SeNetGen.Language.Operations;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Emission;

/// <summary>The sentences of documentation comments.</summary>
internal static class Documentation
{
    /// <summary>A summary element of one line.</summary>
    public static string Summary(string xml) => $"<summary>{xml}</summary>";

    /// <summary>A parameter element.</summary>
    public static string Parameter(string name, string xml) => $"<param name=\"{name}\">{xml}</param>";

    /// <summary>A layer as a property: what it is, what it gives, where it stands in the file.</summary>
    public static string Layer(LoweredNode node, Func<Dimension, long>? atDefaults)
    {
        var what = node switch
        {
            LoweredGroup => "layers in place",
            LoweredOperation operation => Operation(operation),
            LoweredBlock block => $"<see cref=\"{block.Call.Template.ClassName}\"/>",
            LoweredRepeat { Common: { } common, Calls.Count: 1 } => $"one <see cref=\"{common.ClassName}\"/>",
            LoweredRepeat { Common: { } common } repeat => $"{repeat.Calls.Count} layers of <see cref=\"{common.ClassName}\"/>",
            LoweredRepeat repeat => $"{repeat.Calls.Count} blocks",
            _ => "",
        };
        var shape = node.Info.Shape is null ? "" : $", giving {SourceText.Code(node.Info.Shape)}";
        var count = node.Info.Parameters is { } parameters && (parameters.Constant ?? atDefaults?.Invoke(parameters)) is { } number and > 0
            ? $"; {SourceText.Number(number)} parameters"
            : "";
        return $"{SourceText.Code(node.Info.KeyPath)}: {what}{shape}{count}.";
    }

    /// <summary>A constructor parameter of a block.</summary>
    public static string Parameter(TemplateParameter parameter, string block) => Parameter(parameter.Name, parameter.Role switch
    {
        ParameterRole.InputChannels => "Channels of the input.",
        ParameterRole.Own => $"{SourceText.Code(parameter.Subject)} of the block {SourceText.Code(block)}.",
        ParameterRole.Real => $"The network's {SourceText.Code(parameter.Subject)}.",
        ParameterRole.Flag => $"Whether there is {SourceText.Code(parameter.Subject)}.",
        _ => $"{SourceText.Code(parameter.Argument)} of the layer {SourceText.Code(parameter.Subject)}.",
    });

    private static string Operation(LoweredOperation operation)
    {
        if (operation.Call.Code == ModuleOperation.RuntimeClass)
        {
            return $"the module {SourceText.Code(ModuleOperation.TypeOf(operation.Call))}";
        }

        // The kernel of eca goes along the channels: it has no height and width.
        if (operation.Call.Operation == "eca")
        {
            return "eca";
        }

        var kernel = operation.Arguments.FirstOrDefault(argument => argument.Name == "kernel");
        var size = kernel?.Value switch
        {
            LiteralValue { Value: IntegerCode { Value.Constant: { } number } } => $"{number}x{number} ",
            LiteralValue { Value: PairCode pair } => $"{pair.Height}x{pair.Width} ",
            _ => "",
        };
        return size + operation.Call.Operation;
    }
}

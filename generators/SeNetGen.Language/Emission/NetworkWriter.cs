using System.Globalization;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Operations;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Shapes;

namespace SeNetGen.Language.Emission;

/// <summary>Prints the class of a network.</summary>
internal sealed class NetworkWriter(CodeWriter writer, EmissionContext context)
{
    private readonly ClassWriter _classes = new(writer, context);

    /// <summary>Prints the class with its nested classes.</summary>
    public void Write()
    {
        var plan = context.Plan;
        writer.Document(
            "<summary>",
            SourceText.Xml(plan.Summary is { Length: > 0 } summary ? summary : $"The network {plan.Name} of the family {plan.Family}."),
            $"{SourceText.Number(context.AtDefaults(plan.Parameters))} parameters and {SourceText.Number(plan.MultiplyAdds)} multiply-adds at {InputText()};",
            $"{SourceText.Code(plan.KeyPath)} in {SourceText.Code(plan.File)}.",
            "</summary>");
        writer.Braces($"public sealed partial class {plan.ClassName} : {Types.Network}", () =>
        {
            WriteFacts();
            _classes.WriteProperties(context.Network.Root.Nodes, context.AtDefaults);
            WriteConstructor();
            new PassWriter(writer, context).Write();
            WriteDescribe();
            foreach (var template in context.Network.Templates)
            {
                _classes.WriteBlock(template);
            }

            _classes.WriteGroups(context.Network.Root.Nodes, null);
        });
    }

    private string InputText() => $"[N, {context.AtDefaults(context.Plan.InputChannels)}, {context.Plan.InputHeight}, {context.Plan.InputWidth}]";

    private void WriteFacts()
    {
        var plan = context.Plan;
        var hidden = HiddenModules.First(plan) is { } module ? $", without those of {SourceText.Code(ModuleOperation.TypeOf(module.Call))}, which declares none" : "";
        writer.Document(Documentation.Summary($"Trainable parameters, with the constructor's defaults{hidden}."));
        writer.Line($"public const long ParameterCount = {SourceText.Number(context.AtDefaults(plan.Parameters))};");
        writer.Separate();
        writer.Document(Documentation.Summary("Multiply-adds of convolutions and linear layers for one image of the declared size."));
        writer.Line($"public const long MultiplyAdds = {SourceText.Number(plan.MultiplyAdds)};");
        writer.Separate();
        writer.Document(Documentation.Summary("Channels of an input image, with the constructor's defaults."));
        writer.Line($"public const int InputChannels = {context.AtDefaults(plan.InputChannels)};");
        writer.Separate();
        writer.Document(Documentation.Summary("The declared height of an input image in pixels; others are legal as <see cref=\"Definition\"/> says."));
        writer.Line($"public const int InputHeight = {plan.InputHeight};");
        writer.Separate();
        writer.Document(Documentation.Summary("The declared width of an input image in pixels."));
        writer.Line($"public const int InputWidth = {plan.InputWidth};");
        writer.Separate();
        WriteDefinition();
        if (plan.RuntimeParameters.Any(parameter => parameter.Kind != Kind.Real))
        {
            writer.Separate();
            WriteCount();
        }
    }

    private void WriteDefinition()
    {
        var plan = context.Plan;
        writer.Document(Documentation.Summary("What is known of the network without making it."));
        writer.Braces($"public static {Types.NetworkInfo} Definition {{ get; }} = new()", () =>
        {
            writer.Line($"Name = {SourceText.Literal(plan.Name)},");
            writer.Line($"ClassName = {SourceText.Literal(plan.ClassName)},");
            writer.Line($"Family = {SourceText.Literal(plan.Family)},");
            if (plan.Summary is not null)
            {
                var pieces = LineWrapper.Pieces(plan.Summary, LineWrapper.Width - 40);
                writer.Lines([.. pieces.Select((piece, i) =>
                    (i == 0 ? "Summary = " : "+ ") + SourceText.Literal(piece) + (i == pieces.Count - 1 ? "," : ""))]);
            }

            writer.Line($"SourceFile = {SourceText.Literal(plan.File)},");
            writer.Line("ParameterCount = ParameterCount,");
            writer.Line("MultiplyAdds = MultiplyAdds,");
            writer.Line("Input = new(InputChannels, InputHeight, InputWidth),");
            if (plan.InputChannels.Names.Count == 1 && plan.InputChannels.Equals(Dimension.Runtime(plan.InputChannels.Names[0])))
            {
                writer.Line($"ChannelsArgument = {SourceText.Literal(plan.InputChannels.Names[0])},");
            }

            writer.Line($"Heights = {Sizes(plan.Heights)},");
            writer.Line($"Widths = {Sizes(plan.Widths)},");
            if (plan.RuntimeParameters.Count > 0)
            {
                writer.Line($"Arguments = [{string.Join(", ", plan.RuntimeParameters.Select(parameter => $"new({SourceText.Literal(parameter.Name)}, {EmissionContext.Default(parameter)})"))}],");
            }

            if (plan.Taps.Count > 0)
            {
                writer.Line($"Stages = [{string.Join(", ", plan.Taps.Select(tap => $"new({SourceText.Literal(tap.Name)}, Channels: {context.AtDefaults(tap.Channels)}, Stride: {tap.Stride})"))}],");
            }

            var values = string.Join(", ", plan.RuntimeParameters.Select(parameter =>
                $"arguments.{(parameter.Kind == Kind.Real ? "Real" : "Integer")}({SourceText.Literal(parameter.Name)})"));
            writer.Line($"Create = {(values.Length == 0 ? "_" : "arguments")} => new {plan.ClassName}({values}),");
            writer.Line($"Describe = (describer, input, {(values.Length == 0 ? "_" : "arguments")}) => Describe(describer, input{(values.Length == 0 ? "" : ", " + values)}),");
        }, ";");
    }

    private static string Sizes(SizeSet sizes)
    {
        var minimum = $"new(minimum: {sizes.Minimum.ToString(CultureInfo.InvariantCulture)}";
        if (sizes.Finite is { } finite)
        {
            return $"{minimum}, finite: [{string.Join(", ", finite)}])";
        }

        return sizes.Residues.Count >= sizes.Period ? minimum + ")" : $"{minimum}, period: {sizes.Period}, residues: [{string.Join(", ", sizes.Residues)}])";
    }

    private void WriteCount()
    {
        var plan = context.Plan;
        var integers = plan.RuntimeParameters.Where(parameter => parameter.Kind != Kind.Real).ToArray();
        writer.Document(Documentation.Summary("Trainable parameters for given constructor arguments."));
        foreach (var parameter in integers)
        {
            DocumentRuntime(parameter.Name);
        }

        var parameters = string.Join(", ", integers.Select(parameter => "int " + context.Runtime(parameter.Name)));
        writer.Line($"public static long CountParameters({parameters}) => {CountText.Of(plan.Parameters, context.Runtime)};");
    }

    private void WriteConstructor()
    {
        writer.Separate();
        writer.Document(Documentation.Summary("Makes the network with fresh weights."));
        foreach (var parameter in context.Plan.RuntimeParameters)
        {
            DocumentRuntime(parameter.Name);
        }

        writer.Line($"public {context.Plan.ClassName}({context.Parameters(withDefaults: true)})");
        writer.Braces("    : base(Definition)", () =>
        {
            new ConstructorWriter(writer, context, group => _classes.GroupArguments(group, null)).Write(context.Network.Root);
            writer.Line($"Initialise({Initialisation(context.Plan.Initialise)});");
        });
    }

    private void WriteDescribe()
    {
        var parameters = context.Parameters(withDefaults: false);
        writer.Separate();
        writer.Document(Documentation.Summary("Walks the layers without making them."));
        writer.Document(
            Documentation.Parameter("describer", "Takes a row a layer."),
            Documentation.Parameter("input", "The shape of an input image."));
        foreach (var parameter in context.Plan.RuntimeParameters)
        {
            DocumentRuntime(parameter.Name);
        }

        writer.Document("<returns>The shape of the output.</returns>");
        writer.Braces($"public static {Types.Shape} Describe({Types.Describer} describer, {Types.Shape} input{(parameters.Length == 0 ? "" : ", " + parameters)})", () =>
            new DescribeWriter(writer, context, context.Network.Root, context.Plan.RuntimeParameters.Select(parameter => context.Runtime(parameter.Name).TrimStart('@'))).Write());
    }

    private void DocumentRuntime(string name) =>
        writer.Document(Documentation.Parameter(context.Runtime(name).TrimStart('@'), $"The file's parameter {SourceText.Code(name)}."));

    private static string Initialisation(InitialiseDeclaration initialise) => initialise.Preset switch
    {
        "mindcv" => Types.Initialisation + ".MindCv",
        "byob" => Types.Initialisation + ".Byob",
        "custom" => $"{Types.Initialisation}.Custom({Word(initialise.Conv)}, {Word(initialise.Linear)}, {Word(initialise.Norm)})",
        _ => Types.Initialisation + ".Timm",
    };

    private static string Word(string? word) => word is null ? "null" : SourceText.Literal(word);
}

using SeNetGen.Language.Binding;
using SeNetGen.Language.CSharp;

namespace SeNetGen.Language.Emission;

/// <summary>
/// Prints the class of a network whose architecture is at fault. What user code is most likely to name is there, so that only the real
/// error shows; none of it runs, since the build fails.
/// </summary>
internal static class SkeletonWriter
{
    // What most networks have: it keeps calls binding where the file does not tell.
    private static readonly EquatableArray<RuntimeName> Usual =
        new([new RuntimeName("classes", Kind.Integer), new RuntimeName("in_channels", Kind.Integer), new RuntimeName("dropout", Kind.Real)]);

    /// <summary>Prints the class.</summary>
    /// <param name="writer">Takes the class.</param>
    /// <param name="className">Its name.</param>
    /// <param name="name">The network's name on the command line, if known.</param>
    /// <param name="runtime">Its constructor parameters, if known.</param>
    public static void Write(CodeWriter writer, string className, string? name, EquatableArray<RuntimeName>? runtime)
    {
        var names = EmissionContext.RuntimeNames((runtime ?? Usual).Select(parameter => parameter.Name));
        var parameters = (runtime ?? Usual).Select(parameter => (Name: names[parameter.Name], IsReal: parameter.Kind == Kind.Real)).ToArray();
        var message = SourceText.Literal($"The architecture of {name ?? className} is at fault: see the errors of the build.");
        var fault = $"throw new global::System.InvalidOperationException({message})";
        writer.Document(Documentation.Summary("A stand-in: the architecture of this network is at fault, see the errors of the build."));
        writer.Braces($"public sealed partial class {className} : {Types.Network}", () =>
        {
            writer.Document(Documentation.Summary("Not known while the architecture is at fault."));
            writer.Line($"public static {Types.NetworkInfo} Definition => {fault};");
            foreach (var (type, fact) in new[]
            {
                ("long", "ParameterCount"), ("long", "MultiplyAdds"), ("int", "InputChannels"), ("int", "InputHeight"), ("int", "InputWidth"),
            })
            {
                writer.Separate();
                writer.Document(Documentation.Summary("Not known while the architecture is at fault."));
                writer.Line($"public const {type} {fact} = 0;");
            }

            writer.Separate();
            writer.Document(Documentation.Summary("Throws: the architecture is at fault."));
            Document(writer, parameters);
            writer.Line($"public {className}({Declare(parameters)})");
            writer.Braces("    : base(Definition)", () => { });
            var integers = Array.FindAll(parameters, parameter => !parameter.IsReal);
            if (integers.Length > 0)
            {
                writer.Document(Documentation.Summary("Throws: the architecture is at fault."));
                Document(writer, integers);
                writer.Line($"public static long CountParameters({Declare(integers)}) => {fault};");
            }

            Override(writer, Types.Tensor, "forward", "input", fault);
            Override(writer, Types.FeatureMaps, "ForwardFeatures", "input", fault);
            Override(writer, Types.Tensor, "ForwardHead", "features", fault);
        });
    }

    private static void Document(CodeWriter writer, (string Name, bool IsReal)[] parameters)
    {
        foreach (var parameter in parameters)
        {
            writer.Document(Documentation.Parameter(parameter.Name, "Not used."));
        }
    }

    private static string Declare((string Name, bool IsReal)[] parameters) =>
        string.Join(", ", parameters.Select(parameter => $"{(parameter.IsReal ? "double" : "int")} {Naming.Escape(parameter.Name)} = 0"));

    private static void Override(CodeWriter writer, string type, string method, string parameter, string fault)
    {
        writer.Separate();
        writer.Document("<inheritdoc/>");
        writer.Line($"public override {type} {method}({Types.Tensor} {parameter}) => {fault};");
    }
}

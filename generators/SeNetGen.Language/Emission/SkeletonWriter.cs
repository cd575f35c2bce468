namespace SeNetGen.Language.Emission;

/// <summary>
/// Prints the class of a network whose architecture is at fault. What user code is most likely to name is there, so that only the real
/// error shows; none of it runs, since the build fails.
/// </summary>
internal static class SkeletonWriter
{
    /// <summary>Prints the class.</summary>
    public static void Write(CodeWriter writer, string className, string? name)
    {
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

            // Which runtime parameters there are is not known: the usual ones keep calls binding.
            writer.Separate();
            writer.Document(
                Documentation.Summary("Throws: the architecture is at fault."),
                Documentation.Parameter("classes", "Not used."),
                Documentation.Parameter("inChannels", "Not used."),
                Documentation.Parameter("dropout", "Not used."));
            writer.Line($"public {className}(int classes = 0, int inChannels = 0, double dropout = 0)");
            writer.Braces("    : base(Definition)", () => { });
            writer.Separate();
            writer.Document(
                Documentation.Summary("Throws: the architecture is at fault."),
                Documentation.Parameter("classes", "Not used."),
                Documentation.Parameter("inChannels", "Not used."));
            writer.Line($"public static long CountParameters(int classes = 0, int inChannels = 0) => {fault};");
            writer.Separate();
            Override(writer, Types.Tensor, "forward", "input", fault);
            Override(writer, Types.FeatureMaps, "ForwardFeatures", "input", fault);
            Override(writer, Types.Tensor, "ForwardHead", "features", fault);
        });
    }

    private static void Override(CodeWriter writer, string type, string method, string parameter, string fault)
    {
        writer.Separate();
        writer.Document("<inheritdoc/>");
        writer.Line($"public override {type} {method}({Types.Tensor} {parameter}) => {fault};");
    }
}

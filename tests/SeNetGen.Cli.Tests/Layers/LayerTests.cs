using System.Reflection;
using NetArchTest.Rules;

namespace SeNetGen.Cli.Tests.Layers;

/// <summary>The arrows between the rooms run one way (CONTRIBUTING.md draws them).</summary>
public class LayerTests
{
    private static readonly Assembly Language = typeof(Language.ArchitectureCompiler).Assembly;
    private static readonly Assembly Runtime = typeof(Modules.Network).Assembly;
    private static readonly Assembly Zoo = typeof(Zoo.Architectures).Assembly;
    private static readonly Assembly App = typeof(App.SenetApp).Assembly;

    [Theory]
    [InlineData("Language", "Microsoft.CodeAnalysis", "TorchSharp", "SeNetGen")]
    [InlineData("Runtime", "SeNetGen.Language", "SeNetGen.Zoo", "SeNetGen.App", "senet")]
    [InlineData("Zoo", "SeNetGen.Language", "SeNetGen.App", "senet")]
    [InlineData("App", "SeNetGen.Zoo", "senet", "Microsoft.CodeAnalysis")]
    public void Assembly_references_nothing_above_it(string name, params string[] forbidden)
    {
        var assembly = name switch { "Language" => Language, "Runtime" => Runtime, "Zoo" => Zoo, _ => App };

        var references = assembly.GetReferencedAssemblies().Select(reference => reference.Name);

        Assert.Empty(references.Intersect(forbidden));
    }

    [Theory]
    [InlineData("SeNetGen.Images", "SeNetGen.Torch", "SeNetGen.Data", "SeNetGen.Modules", "SeNetGen.Checkpoints", "SeNetGen.Training")]
    [InlineData("SeNetGen.Torch", "SeNetGen.Modules", "SeNetGen.Checkpoints", "SeNetGen.Data", "SeNetGen.Training")]
    [InlineData("SeNetGen.Modules", "SeNetGen.Checkpoints", "SeNetGen.Data", "SeNetGen.Training")]
    [InlineData("SeNetGen.Checkpoints", "SeNetGen.Training")]
    [InlineData("SeNetGen.Data", "SeNetGen.Modules", "SeNetGen.Checkpoints", "SeNetGen.Training")]
    public void Runtime_room_uses_nothing_above_it(string room, params string[] forbidden) => Keeps(Runtime, room, forbidden);

    [Theory]
    [InlineData("SeNetGen.Language.Syntax", "SeNetGen.Language.Binding", "SeNetGen.Language.Planning", "SeNetGen.Language.Lowering", "SeNetGen.Language.Emission")]
    [InlineData("SeNetGen.Language.Shapes", "SeNetGen.Language.Syntax", "SeNetGen.Language.Operations", "SeNetGen.Language.Lowering", "SeNetGen.Language.Emission")]
    [InlineData("SeNetGen.Language.Operations", "YamlDotNet", "SeNetGen.Language.Syntax", "SeNetGen.Language.Lowering", "SeNetGen.Language.Emission")]
    [InlineData("SeNetGen.Language.Binding", "YamlDotNet", "SeNetGen.Language.Lowering", "SeNetGen.Language.Emission")]
    [InlineData("SeNetGen.Language.Planning", "YamlDotNet", "SeNetGen.Language.Syntax", "SeNetGen.Language.Lowering", "SeNetGen.Language.Emission")]
    [InlineData("SeNetGen.Language.Lowering", "YamlDotNet", "SeNetGen.Language.Syntax", "SeNetGen.Language.Emission")]
    [InlineData("SeNetGen.Language.Emission", "YamlDotNet", "SeNetGen.Language.Syntax")]
    public void Language_room_uses_nothing_above_it(string room, params string[] forbidden) => Keeps(Language, room, forbidden);

    private static void Keeps(Assembly assembly, string room, string[] forbidden)
    {
        var types = Types.InAssembly(assembly).That().ResideInNamespace(room);
        Assert.NotEmpty(types.GetTypes());

        var result = types.ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }
}

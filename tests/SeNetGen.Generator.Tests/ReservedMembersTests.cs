using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SeNetGen.Language.Binding;
using SeNetGen.Modules;

namespace SeNetGen.Generator.Tests;

/// <summary>Holds the names that no layer may take to the members that would clash with them.</summary>
public class ReservedMembersTests
{
    // A network without members of its own, with a runtime parameter so that everything is emitted that may be.
    private const string Bare = """
        language: 1
        family: F
        input: { channels: in_channels, height: 8, width: 8 }
        parameters: { in_channels: { default: 3, runtime: true } }
        stem: { act0: relu }
        stages: { act1: relu }
        head: { pool: global_avg_pool, flat: flatten }
        variants: { Bare: {} }

        """;

    [Fact]
    public void Every_inherited_member_that_a_layer_could_become_is_reserved()
    {
        AssertReserved(Inherited());
    }

    [Fact]
    public void Every_emitted_member_is_reserved()
    {
        Assert.Contains("CountParameters", Emitted());
        AssertReserved(Emitted());
    }

    [Fact]
    public void Nothing_is_reserved_without_need()
    {
        // They name properties of what Definition gives, and may come to the class itself.
        Assert.Equal(["InputHeights", "InputWidths"], ReservedMembers.Names.Except(Inherited()).Except(Emitted()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("path", "Path")]
    [InlineData("info", "Info")]
    [InlineData("precision", "Precision")]
    [InlineData("enter", "Enter")]
    [InlineData("add", "Add")]
    [InlineData("relu", "Relu")]
    [InlineData("definition", "Definition")]
    public void A_layer_of_a_reserved_name_is_offered_another_member(string layer, string member)
    {
        var wrong = Bare.Replace("act1: relu", layer + ": { conv: 4 }", StringComparison.Ordinal);
        var found = Assert.Single(GeneratorRun.Of(("a.senet.yaml", wrong)).Diagnostics);
        Assert.Equal(
            $"'{layer}' would become the C# member '{member}', which is kept for the class itself; give it 'member: Name'", found.GetMessage(null));
        var mended = GeneratorRun.Of(("a.senet.yaml", wrong.Replace("conv: 4", "conv: 4, member: Mended", StringComparison.Ordinal)));
        Assert.Empty(mended.Diagnostics);
        Assert.Empty(mended.CompileStrictly());
    }

    [Theory]
    [InlineData("PlainBlock")]
    [InlineData("GroupLayers")]
    [InlineData("Group")]
    [InlineData("Network")]
    [InlineData("Layer")]
    [InlineData("TorchSharp")]
    [InlineData("SeNetGen")]
    [InlineData("System")]
    [InlineData("App")]
    public void A_class_may_have_the_name_of_a_nested_class_or_of_the_runtimes_types(string name)
    {
        var text = Bare.Replace("Bare: {}", name + ": {}", StringComparison.Ordinal)
            .Replace("stages: { act1: relu }", "stages: { one: { plain }, two: { layers: { conv1: { conv: 4 } }, member: Group2 } }", StringComparison.Ordinal)
            + "blocks: { plain: { layers: { conv1: { conv: 4 } } } }\n";
        var run = GeneratorRun.Of(("a.senet.yaml", text));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompileStrictly());
    }

    private static void AssertReserved(IEnumerable<string> names)
    {
        var free = names.Where(name => ReservedMembers.WhyReserved(name) is null).Order(StringComparer.Ordinal).ToArray();
        Assert.True(free.Length == 0, $"put into ReservedMembers.Names: \"{string.Join("\", \"", free)}\"");
    }

    // What a class in another assembly inherits and a layer's name could hide: names that begin with a capital.
    private static HashSet<string> Inherited()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var type = typeof(Network); type is not null; type = type.BaseType)
        {
            names.UnionWith(type.GetMembers(All).Where(IsAccessible).Select(member => member.Name.Split('`')[0]).Where(name => char.IsAsciiLetterUpper(name[0])));
        }

        return names;
    }

    private static bool IsAccessible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.IsSpecialName,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily || accessor.IsFamilyOrAssembly),
        EventInfo => true,
        Type type => type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem,
        _ => false,
    };

    private static HashSet<string> Emitted()
    {
        var run = GeneratorRun.Of(("a.senet.yaml", Bare));
        Assert.Empty(run.Diagnostics);
        var type = CSharpSyntaxTree.ParseText(run.Sources["a.Bare.g.cs"]).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First();
        return [.. type.Members.SelectMany(Names).Where(name => char.IsAsciiLetterUpper(name[0]))];
    }

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        MethodDeclarationSyntax method => [method.Identifier.Text],
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        _ => [],
    };
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SeNetGen.Language;

namespace SeNetGen.Generator.Tests;

/// <summary>Holds the README's example to the compiler: what it prints, what it emits, and the test that a user is shown.</summary>
public partial class ReadmeTests
{
    private const string File = "networks/tiny.senet.yaml";

    // In the order of the README: the file, its wrong line, what the build prints; an excerpt of what it becomes; a user's own test.
    private static readonly ILookup<string, string> Blocks = Block().Matches(GeneratorRun.Architecture("README.md"))
        .ToLookup(block => block.Groups["kind"].Value, block => block.Groups["text"].Value);

    private static string Yaml => Blocks["yaml"].First();

    [Fact]
    public void The_example_is_right() => Assert.Empty(GeneratorRun.Of((File, Yaml)).Diagnostics);

    [Fact]
    public void The_wrong_line_gives_the_error_that_is_shown()
    {
        var line = Blocks["yaml"].ElementAt(1).TrimEnd('\n');
        var key = line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)];
        var wrong = string.Concat(Yaml.Split('\n').SkipLast(1).Select(own => (own.StartsWith(key, StringComparison.Ordinal) ? line : own) + "\n"));
        Assert.NotEqual(Yaml, wrong);

        var found = Assert.Single(GeneratorRun.Of((File, wrong)).Diagnostics);
        var place = found.Location.GetLineSpan().StartLinePosition;
        Assert.Equal(
            $"/home/you/Flowers/{File}({place.Line + 1},{place.Character + 1}): error {found.Id}: {found.GetMessage(null)} ({found.Descriptor.HelpLinkUri})\n", Blocks["text"].First());
    }

    [Fact]
    public void The_excerpt_is_part_of_what_is_emitted()
    {
        var emitted = GeneratorRun.Of((File, Yaml)).Sources.Single(source => source.Key.Contains("TinySeNet", StringComparison.Ordinal)).Value;
        var parts = Blocks["csharp"].First().Split("// ...\n").Select(part => part.Trim('\n')).ToList();
        Assert.True(parts.Count > 1);
        Assert.All(parts, part => Assert.Contains(Indented(part), emitted, StringComparison.Ordinal));
    }

    [Fact]
    public void The_test_that_users_are_shown_compiles()
    {
        const string usings = "global using System; global using System.IO; global using System.Linq; global using Xunit;\n";
        var compilation = CSharpCompilation.Create(
            "Shown",
            [CSharpSyntaxTree.ParseText(usings), CSharpSyntaxTree.ParseText(Blocks["csharp"].Last())],
            [
                .. GeneratorRun.Framework,
                .. new[] { typeof(FactAttribute), typeof(Assert), typeof(ArchitectureCompiler) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
                MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "xunit.abstractions.dll")),
            ],
            // As the SDK does: xunit was built on an older framework.
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]));
        Assert.Empty(compilation.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning));
        Assert.InRange(Blocks["csharp"].Last().Split('\n').Length, 5, 15);
    }

    // Members stand in a class.
    private static string Indented(string part) => string.Join("\n", part.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));

    [GeneratedRegex(@"^```(?<kind>yaml|text|csharp)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}

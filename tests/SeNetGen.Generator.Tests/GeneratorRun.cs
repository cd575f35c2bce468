using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace SeNetGen.Generator.Tests;

/// <summary>A project with architecture files and one C# file, run through the generator; each change gives the next run.</summary>
internal sealed class GeneratorRun
{
    private static readonly string Project = Path.Combine(Path.GetTempPath(), "senet-project");
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    // What the SDK suppresses in every project: references to other versions of the framework.
    private static readonly string[] SdkNoWarn = ["CS1701", "CS1702"];

    private readonly GeneratorDriver _driver;
    private readonly CSharpCompilation _compilation;
    private readonly ImmutableDictionary<string, AdditionalText> _files;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation compilation, ImmutableDictionary<string, AdditionalText> files)
    {
        _driver = driver.RunGenerators(compilation);
        _compilation = compilation;
        _files = files;
    }

    /// <summary>Runs files, given by their path in the project.</summary>
    public static GeneratorRun Of(params IEnumerable<(string File, string Text)> files) => Of([.. files.Select(file => (file.File, file.Text, Encoding.UTF8))]);

    /// <summary>Runs a file that the compiler has read in some encoding.</summary>
    public static GeneratorRun Of(string file, string text, Encoding encoding) => Of([(file, text, encoding)]);

    /// <summary>Runs files as compilers and editors do, which record no steps: recording costs more than running.</summary>
    public static GeneratorRun Untracked(params IEnumerable<(string File, string Text)> files) =>
        Of([.. files.Select(file => (file.File, file.Text, Encoding.UTF8))], isTracked: false);

    private static GeneratorRun Of((string File, string Text, Encoding Encoding)[] files, bool isTracked = true)
    {
        var texts = files.ToImmutableDictionary(file => file.File, file => (AdditionalText)new MemoryText(FullPath(file.File), file.Text, file.Encoding));
        return new(Driver(texts, isTracked), Compilation(), texts);
    }

    /// <summary>Runs files and cancels the run while one of them is read; then runs them again.</summary>
    public static (bool Cancelled, GeneratorRun Again) Cancelled(IEnumerable<(string File, string Text)> files, string file, CancellationTokenSource cancellation)
    {
        var texts = files.ToImmutableDictionary(
            each => each.File,
            each => (AdditionalText)new MemoryText(FullPath(each.File), each.Text, Encoding.UTF8, each.File == file ? cancellation.Cancel : () => { }));
        GeneratorDriver driver = Driver(texts);
        var cancelled = false;
        try
        {
            driver = driver.RunGenerators(Compilation(), cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            cancelled = true;
        }

        return (cancelled, new(driver, Compilation(), texts));
    }

    /// <summary>Every file of <c>architectures/</c>.</summary>
    public static IReadOnlyList<(string File, string Text)> Zoo { get; } =
        [.. typeof(GeneratorRun).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".senet.yaml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => (name, Architecture(name)))];

    /// <summary>The framework that runs the tests: a package of reference assemblies would choose the version of Roslyn.</summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The text of a file of <c>architectures/</c>.</summary>
    public static string Architecture(string file)
    {
        using var stream = typeof(GeneratorRun).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    public static string FullPath(string file) => Path.Combine(Project, file);

    /// <summary>The next run with one architecture file changed.</summary>
    public GeneratorRun Edit(string file, string text)
    {
        var edited = new MemoryText(FullPath(file), text, Encoding.UTF8);
        return new(_driver.ReplaceAdditionalText(_files[file], edited), _compilation, _files.SetItem(file, edited));
    }

    /// <summary>The next run without an architecture file.</summary>
    public GeneratorRun Remove(string file) => new(_driver.RemoveAdditionalTexts([_files[file]]), _compilation, _files.Remove(file));

    /// <summary>The next run with nothing changed.</summary>
    public GeneratorRun Again() => new(_driver, _compilation, _files);

    /// <summary>The next run with the project's C# changed.</summary>
    public GeneratorRun EditCSharp(string text) =>
        new(_driver, _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, ParseOptions)), _files);

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public IReadOnlyList<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The emitted files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>The outputs of a step: what it gave and why it ran.</summary>
    public IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string trackingName) =>
        Result.TrackedSteps.TryGetValue(trackingName, out var steps) ? steps.SelectMany(step => step.Outputs) : [];

    /// <summary>
    /// What csc says of the project when emitted code is held to what a person's code is held to: warnings are errors, XML docs are
    /// checked, nothing is excused by a pragma or a header.
    /// </summary>
    /// <param name="user">Code of the project that uses the networks.</param>
    public IReadOnlyList<string> CompileStrictly(string user = "")
    {
        var trees = Sources.Select(source => CSharpSyntaxTree.ParseText(WithoutExcuses(source.Value), ParseOptions, source.Key, Encoding.UTF8));
        var options = _compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error).WithWarningLevel(9999)
            .WithSpecificDiagnosticOptions(SdkNoWarn.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)));
        return [.. _compilation.AddSyntaxTrees(trees).AddSyntaxTrees(CSharpSyntaxTree.ParseText(user, ParseOptions, "User.cs", Encoding.UTF8)).WithOptions(options).GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning).Select(found => found.ToString())];
    }

    /// <summary>The project compiled, with what is emitted.</summary>
    public MemoryStream Assembly()
    {
        var trees = Sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, ParseOptions, source.Key, Encoding.UTF8));
        var stream = new MemoryStream();
        var result = _compilation.AddSyntaxTrees(trees).Emit(stream);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
        }

        stream.Position = 0;
        return stream;
    }

    private static CSharpGeneratorDriver Driver(IReadOnlyDictionary<string, AdditionalText> texts, bool isTracked = true)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: isTracked);
        return CSharpGeneratorDriver.Create(
            [new SeNetGenerator().AsSourceGenerator()], texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => text.Value), ParseOptions, new ProjectOptions(), options);
    }

    private static CSharpCompilation Compilation() => CSharpCompilation.Create(
        "App",
        [CSharpSyntaxTree.ParseText("namespace App;\n\ninternal static class Program\n{\n}\n", ParseOptions, "Program.cs", Encoding.UTF8)],
        [.. Framework, Reference("SeNetGen.dll"), Reference("TorchSharp.dll")],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static string WithoutExcuses(string text) =>
        string.Join("\n", text.Split('\n').Where(line => !line.StartsWith("// <auto-generated", StringComparison.Ordinal) && !line.StartsWith("#pragma warning disable", StringComparison.Ordinal)));

    private static PortableExecutableReference Reference(string assembly) => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, assembly));

    private sealed class MemoryText(string path, string text, Encoding encoding, Action? onRead = null) : AdditionalText
    {
        // From bytes, as the compiler reads a file: a byte order mark is none of the text.
        private readonly SourceText _text = SourceText.From(new MemoryStream(encoding.GetBytes(text)), encoding);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default)
        {
            onRead?.Invoke();
            return _text;
        }
    }

    private sealed class ProjectOptions : AnalyzerConfigOptionsProvider
    {
        private static readonly Options NoOptions = new([]);

        public override AnalyzerConfigOptions GlobalOptions { get; } =
            new Options(new() { ["build_property.RootNamespace"] = "App", ["build_property.MSBuildProjectDirectory"] = Project });

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => NoOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => NoOptions;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SeNetGen.Language;
using SeNetGen.Language.Emission;
using SeNetGen.Modules;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// Networks emitted from many files at once, compiled in memory and loaded until disposed. A child is called through TorchSharp's
/// <c>call</c> instead of <c>forward</c>, which is all that hooks need.
/// </summary>
internal sealed class EmittedNetworks : IDisposable
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly AssemblyLoadContext _context;

    private EmittedNetworks(AssemblyLoadContext context, IReadOnlyDictionary<string, NetworkInfo> networks)
    {
        _context = context;
        Networks = networks;
    }

    /// <summary>The networks by class.</summary>
    public IReadOnlyDictionary<string, NetworkInfo> Networks { get; }

    /// <summary>Emits, compiles and loads files; networks of variants that are refused stay out.</summary>
    public static EmittedNetworks Of(IReadOnlyList<(string File, string Text)> files)
    {
        var compiled = ArchitectureCompiler.Compile(files, new EmissionOptions("Emitted", IsRegistryPublic: true));
        using var image = new MemoryStream();
        Compile(compiled.Sources, image);
        image.Position = 0;
        var context = new AssemblyLoadContext("Emitted", isCollectible: true);
        var assembly = context.LoadFromStream(image);
        NetworkInfo Info(string className) =>
            (NetworkInfo)assembly.GetType("Emitted." + className, throwOnError: true)!.GetProperty("Definition", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        return new(context, compiled.Networks.Where(network => network.Plan is not null).ToDictionary(network => network.ClassName, network => Info(network.ClassName), StringComparer.Ordinal));
    }

    /// <summary>The errors that csc finds in emitted files.</summary>
    public static IReadOnlyList<string> Errors(IReadOnlyList<CompiledSource> sources) =>
        [.. Compilation(sources).GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString())];

    public void Dispose() => _context.Unload();

    private static void Compile(IReadOnlyList<CompiledSource> sources, Stream image)
    {
        var result = Compilation(sources).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)
            .Select(found => $"{found}\n{found.Location.SourceTree?.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line]}")));
    }

    private static CSharpCompilation Compilation(IReadOnlyList<CompiledSource> sources) => CSharpCompilation.Create(
        "Emitted",
        sources.Select(source => CSharpSyntaxTree.ParseText(source.Text.Replace(".forward(", ".call(", StringComparison.Ordinal), ParseOptions, source.HintName)),
        References.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
}

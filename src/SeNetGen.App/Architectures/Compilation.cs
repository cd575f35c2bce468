using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Emission;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Syntax;

namespace SeNetGen.App.Architectures;

/// <summary>A file that the compiler has written.</summary>
/// <param name="HintName">Its name: the architecture file's path, then the class, then <c>.g.cs</c>.</param>
/// <param name="Text">The C#.</param>
internal sealed record EmittedSource(string HintName, string Text);

/// <summary>What the compiler makes of architecture files.</summary>
/// <param name="Diagnostics">The faults, by file and place.</param>
/// <param name="Sources">The C#, a file a network.</param>
internal sealed record Compilation(IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<EmittedSource> Sources)
{
    private const string Extension = ".senet.yaml";

    /// <summary>Compiles files that belong to one project.</summary>
    public static Compilation Of(IReadOnlyList<(string File, string Text)> files, string @namespace)
    {
        var options = new EmissionOptions(@namespace, IsRegistryPublic: false);
        var trees = files.Select(file => ArchitectureParser.Parse(file.File, file.Text)).ToDictionary(tree => tree.File, StringComparer.Ordinal);
        var faults = new List<Fault>();
        var sources = new List<EmittedSource>();
        foreach (var tree in trees.Values)
        {
            faults.AddRange(tree.Faults);
            if (tree.Root is null)
            {
                continue;
            }

            var linked = Linker.Link(tree.File, tree.Root, file => trees.GetValueOrDefault(file)?.Root, trees.Keys);
            var bound = Binder.Bind(linked);
            faults.AddRange(linked.Faults);
            faults.AddRange(bound.Faults);
            foreach (var variant in bound.Architecture?.Variants ?? default)
            {
                var planned = Planner.Plan(bound.Architecture!, variant);
                faults.AddRange(planned.Faults);
                if (planned.Plan is not null)
                {
                    sources.Add(new EmittedSource(HintName(tree.File, variant.ClassName), NetworkEmitter.Emit(planned.Plan, options)));
                }
            }
        }

        return new Compilation([.. DiagnosticJoin.Join(faults.Distinct(), file => trees.GetValueOrDefault(file)?.Spans)], sources);
    }

    /// <summary>Whether a source was made from that file, and is that class where one is named.</summary>
    public static bool IsOf(EmittedSource source, string file, string? className = null) => className is not null
        ? source.HintName == HintName(file, className)
        : source.HintName.StartsWith(Stem(file) + ".", StringComparison.Ordinal) && source.HintName.AsSpan(Stem(file).Length + 1).Count('.') == 2;

    private static string HintName(string file, string className) => $"{Stem(file)}.{className}.g.cs";

    private static string Stem(string file) => (file.EndsWith(Extension, StringComparison.Ordinal) ? file[..^Extension.Length] : file).Replace('/', '_');
}

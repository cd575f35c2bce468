using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Emission;
using SeNetGen.Language.Planning;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language;

/// <summary>The whole compiler over a set of files at once: what the command line calls; the generator takes the same steps one by one.</summary>
public static class ArchitectureCompiler
{
    /// <summary>Checks files and prints their networks.</summary>
    /// <param name="files">Relative paths with <c>/</c> and texts.</param>
    /// <param name="options">What the project decides about emitted code.</param>
    public static CompiledArchitectures Compile(IReadOnlyList<(string File, string Text)> files, EmissionOptions options)
    {
        var (diagnostics, networks) = Plan(files);
        var sources = new List<CompiledSource>();
        var classes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var registered = new List<(string ClassName, string Name)>();
        foreach (var network in networks.Where(network => classes.Add(network.ClassName)))
        {
            var text = network.Plan is { } plan
                ? NetworkEmitter.Emit(plan, options)
                : NetworkEmitter.EmitSkeleton(network.ClassName, network.IsNamed ? network.Name : null, network.Runtime, options);
            sources.Add(new(HintNames.Of(network.File, network.ClassName), text));
            if (names.Add(network.Name))
            {
                registered.Add((network.ClassName, network.Name));
            }
        }

        if (networks.Count > 0)
        {
            sources.Add(new(HintNames.Registry, RegistryEmitter.Emit(registered, options)));
        }

        return new(diagnostics, sources, networks);
    }

    /// <summary>Checks files and plans their networks.</summary>
    /// <param name="files">Relative paths with <c>/</c> and texts.</param>
    /// <param name="isPlanned">Which files' networks are planned, by path; null: those of all. The others are read and bound, so that names are compared over all.</param>
    public static (EquatableArray<Diagnostic> Diagnostics, IReadOnlyList<CompiledNetwork> Networks) Plan(
        IReadOnlyList<(string File, string Text)> files, Func<string, bool>? isPlanned = null)
    {
        var parsed = files.OrderBy(file => file.File, StringComparer.Ordinal).Select(file => (file.Text, Tree: ArchitectureParser.Parse(file.File, file.Text))).ToArray();
        var trees = new Dictionary<string, ParsedFile>(StringComparer.Ordinal);
        foreach (var (_, tree) in parsed)
        {
            trees[tree.File] = tree;
        }

        var faults = new List<Fault>();
        var works = new List<Func<(CompiledNetwork Network, EquatableArray<Fault> Faults)>>();
        var names = new List<VariantName>();
        var usedOfBases = new List<SourceRef>();
        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (text, tree) in parsed)
        {
            if (!paths.Add(tree.File))
            {
                faults.Add(Fault.Of(Rules.RepeatedFile, new(tree.File, -1), tree.File));
                continue;
            }

            faults.AddRange(tree.Faults);
            if (tree.Root is null)
            {
                foreach (var name in SkeletonScanner.FindVariants(text))
                {
                    works.Add(() => (new(tree.File, name, name.ToLowerInvariant(), null, IsNamed: false), default));
                }

                continue;
            }

            var linked = Linker.Link(tree.File, tree.Root, file => trees.TryGetValue(file, out var found) ? found.Root : null, trees.Keys);
            var bound = Binder.Bind(linked);
            faults.AddRange(bound.Faults);
            names.AddRange(bound.Variants);
            usedOfBases.AddRange(bound.UsedOfBases);
            var isWhole = linked.Chain.All(part => trees[part.File].IsWhole);
            foreach (var name in isPlanned?.Invoke(tree.File) == false ? [] : bound.Variants)
            {
                works.Add(() => Plan(tree.File, bound, name, isWhole));
            }
        }

        // Networks know nothing of each other, and planning them is nearly all of the time.
        var planned = works.AsParallel().AsOrdered().Select(work => work()).ToArray();
        faults.AddRange(planned.SelectMany(plan => plan.Faults));
        faults.AddRange(DuplicateNames.Find(names));
        var diagnostics = DiagnosticJoin.Join(FaultMerge.Merge(faults, usedOfBases), file => trees.TryGetValue(file, out var found) ? found.Spans : null);
        return (diagnostics, [.. planned.Select(plan => plan.Network)]);
    }

    private static (CompiledNetwork Network, EquatableArray<Fault> Faults) Plan(string file, BoundFile bound, VariantName name, bool isWhole)
    {
        var variant = bound.Architecture?.Variants.FirstOrDefault(candidate => candidate.ClassName == name.ClassName);
        if (variant is null)
        {
            return (new(file, name.ClassName, name.Name, null), default);
        }

        var planned = Planner.Plan(bound.Architecture!, variant);
        return (new(file, name.ClassName, name.Name, isWhole ? planned.Plan : null, Runtime: bound.Runtime), planned.Faults);
    }
}

/// <summary>What compiling gives.</summary>
/// <param name="Diagnostics">What is wrong, sorted by file and place.</param>
/// <param name="Sources">The C# files: one a network, and the registry unless there is none.</param>
/// <param name="Networks">The networks, also those without a plan.</param>
public sealed record CompiledArchitectures(EquatableArray<Diagnostic> Diagnostics, IReadOnlyList<CompiledSource> Sources, IReadOnlyList<CompiledNetwork> Networks);

/// <summary>An emitted C# file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Text">Its text.</param>
public sealed record CompiledSource(string HintName, string Text);

/// <summary>A network of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Plan">Its plan; null after an error.</param>
/// <param name="IsNamed">Whether its name was read; after a syntax error it is only the one that its class would have by default.</param>
/// <param name="Runtime">Its constructor parameters; null when they are not known.</param>
public sealed record CompiledNetwork(string File, string ClassName, string Name, NetworkPlan? Plan, bool IsNamed = true, EquatableArray<RuntimeName>? Runtime = null);

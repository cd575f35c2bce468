using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using SeNetGen.Generator.Models;
using SeNetGen.Language;
using SeNetGen.Language.Binding;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Emission;
using SeNetGen.Language.Planning;
using SourceText = Microsoft.CodeAnalysis.Text.SourceText;

namespace SeNetGen.Generator.Steps;

/// <summary>From trees to C# files.</summary>
internal static class NetworkSteps
{
    /// <summary>Finds a file's bases among all trees.</summary>
    public static Link Link(Tree tree, ImmutableArray<Tree> all)
    {
        Tree? Find(string file) => all.FirstOrDefault(candidate => candidate.File == file);
        var linked = Linker.Link(tree.File, tree.Root!, file => Find(file)?.Root, all.Select(candidate => candidate.File));
        var isWhole = tree.IsWhole && linked.Chain.Skip(1).All(part => Find(part.File)!.IsWhole);
        return new(linked, isWhole, tree.Options);
    }

    /// <summary>Reads the trees as an architecture.</summary>
    public static BoundTree Bind(Link link) => new(link.Linked.File, Binder.Bind(link.Linked), link.Linked.Faults, link.IsWhole, link.Options);

    /// <summary>What linking and binding found.</summary>
    public static EquatableArray<Fault> Faults(BoundTree bound) => new(bound.LinkFaults.Concat(bound.Bound.Faults));

    /// <summary>Plans every variant of a file.</summary>
    public static IEnumerable<VariantPlan> Plan(BoundTree tree, CancellationToken cancellation)
    {
        foreach (var name in tree.Bound.Variants)
        {
            cancellation.ThrowIfCancellationRequested();
            var architecture = tree.Bound.Architecture;
            var variant = architecture?.Variants.FirstOrDefault(candidate => candidate.ClassName == name.ClassName);
            var planned = variant is null ? new(null, default) : Planner.Plan(architecture!, variant, cancellation);
            yield return new(tree.File, name.ClassName, name.Name, tree.IsWhole ? planned.Plan : null, planned.Faults, tree.Options, tree.Bound.Runtime);
        }
    }

    /// <summary>The variants of a file that is no YAML.</summary>
    public static IEnumerable<VariantPlan> Skeletons(Tree tree) =>
        tree.Skeletons.Select(className => new VariantPlan(tree.File, className, null, null, default, tree.Options));

    /// <summary>Prints a variant, or its skeleton.</summary>
    public static EmittedSource Emit(VariantPlan plan)
    {
        var text = plan.Plan is null
            ? NetworkEmitter.EmitSkeleton(plan.ClassName, plan.Name, plan.Runtime, plan.Options)
            : NetworkEmitter.Emit(plan.Plan, plan.Options);
        return new(plan.File, plan.ClassName, HintNames.Of(plan.File, plan.ClassName), text);
    }

    /// <summary>Hands a network to the compiler, unless an earlier one has its class.</summary>
    public static void AddSource(SourceProductionContext context, (EmittedSource Source, EquatableArray<RegisteredNetwork> Repeated) pair)
    {
        var (source, repeated) = pair;
        if (!repeated.Contains(new(source.ClassName, source.File)))
        {
            context.AddSource(source.HintName, SourceText.From(source.Text, Encoding.UTF8));
        }
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SeNetGen.Generator.Models;
using SeNetGen.Generator.Steps;
using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Generator;

/// <summary>Turns the project's <c>*.senet.yaml</c> files into networks. No step looks at the C# of the project.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SeNetGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var yaml = context.AdditionalTextsProvider
            .Where(YamlSource.Is)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancellation) => YamlSource.Read(pair.Left, pair.Right, cancellation))
            .WithTrackingName(TrackingNames.YamlSources);
        var repeatedFiles = yaml.Select((source, _) => new ProjectFile(source.File, source.Path)).Collect().Select((files, _) => ReadSteps.FindRepeated(files));
        var documents = yaml.Combine(repeatedFiles).Select((pair, _) => ReadSteps.Read(pair.Left, pair.Right)).WithTrackingName(TrackingNames.Documents);
        var trees = documents.Select((document, _) => ReadSteps.ToTree(document)).WithTrackingName(TrackingNames.Trees);
        var spans = documents.Select((document, _) => ReadSteps.ToSpans(document)).WithTrackingName(TrackingNames.Spans);

        // Only a file that extends another looks at the others.
        var alone = trees.Where(tree => tree is { Root: not null, IsExtender: false })
            .Select((tree, _) => NetworkSteps.Link(tree, ImmutableArray<Tree>.Empty))
            .WithTrackingName(TrackingNames.Linked);
        var extenders = trees.Where(tree => tree.IsExtender)
            .Combine(trees.Collect())
            .Select((pair, _) => NetworkSteps.Link(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Linked);
        var boundAlone = Bind(alone);
        var boundExtenders = Bind(extenders);
        var plansAlone = Plan(boundAlone);
        var plansOfExtenders = Plan(boundExtenders);
        var skeletons = trees.Where(tree => tree.Root is null).SelectMany((tree, _) => NetworkSteps.Skeletons(tree)).WithTrackingName(TrackingNames.Plans);

        var names = Both(boundAlone.SelectMany((bound, _) => NameSteps.Names(bound)).WithTrackingName(TrackingNames.Names),
            boundExtenders.SelectMany((bound, _) => NameSteps.Names(bound)).WithTrackingName(TrackingNames.Names));
        var nameTable = Both(names, skeletons.Select((skeleton, _) => NameSteps.Name(skeleton)).WithTrackingName(TrackingNames.Names).Collect())
            .Select((all, _) => NameSteps.ToTable(all));
        var registry = nameTable.Select((table, _) => NameSteps.EmitRegistry(table)).WithTrackingName(TrackingNames.Registry);

        var faults = Both(
            Both(documents.Select((document, _) => document.Parsed.Faults), nameTable),
            Both(Both(boundAlone.Select((bound, _) => NetworkSteps.Faults(bound)), boundExtenders.Select((bound, _) => NetworkSteps.Faults(bound))),
                Both(plansAlone.Select((plan, _) => plan.Faults), plansOfExtenders.Select((plan, _) => plan.Faults))));
        var diagnostics = faults.Combine(boundExtenders.Select((bound, _) => bound.Bound.UsedOfBases).Collect())
            .Select((pair, _) => DiagnosticSteps.Merge(pair.Left, pair.Right))
            .Combine(spans.Collect())
            .Select((pair, _) => DiagnosticSteps.Locate(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(diagnostics, DiagnosticSteps.Report);
        context.RegisterSourceOutput(registry, NameSteps.AddRegistry);
        foreach (var plans in new[] { plansAlone, plansOfExtenders, skeletons })
        {
            var sources = plans.Select((plan, _) => NetworkSteps.Emit(plan)).WithTrackingName(TrackingNames.Sources);
            context.RegisterSourceOutput(sources.Combine(nameTable.Select((table, _) => table.Repeated)), NetworkSteps.AddSource);
        }
    }

    private static IncrementalValuesProvider<BoundTree> Bind(IncrementalValuesProvider<Link> links) =>
        links.Select((link, _) => NetworkSteps.Bind(link)).WithTrackingName(TrackingNames.Bound);

    private static IncrementalValuesProvider<VariantPlan> Plan(IncrementalValuesProvider<BoundTree> bound) =>
        bound.SelectMany((tree, cancellation) => NetworkSteps.Plan(tree, cancellation)).WithTrackingName(TrackingNames.Plans);

    private static IncrementalValueProvider<ImmutableArray<T>> Both<T>(IncrementalValuesProvider<T> first, IncrementalValuesProvider<T> second) =>
        Both(first.Collect(), second.Collect());

    private static IncrementalValueProvider<ImmutableArray<EquatableArray<Fault>>> Both(
        IncrementalValuesProvider<EquatableArray<Fault>> first, IncrementalValueProvider<NameTable> second) =>
        Both(first.Collect(), second.Select((table, _) => ImmutableArray.Create(table.Faults)));

    private static IncrementalValueProvider<ImmutableArray<T>> Both<T>(
        IncrementalValueProvider<ImmutableArray<T>> first, IncrementalValueProvider<ImmutableArray<T>> second) =>
        first.Combine(second).Select((pair, _) => pair.Left.AddRange(pair.Right));
}

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
        var repeatedFiles = yaml.Map(source => new ProjectFile(source.File, source.Path)).Collect().Map(files => ReadSteps.FindRepeated(files));
        var documents = yaml.Combine(repeatedFiles).Map(pair => ReadSteps.Read(pair.Left, pair.Right)).WithTrackingName(TrackingNames.Documents);
        var trees = documents.Map(document => ReadSteps.ToTree(document)).WithTrackingName(TrackingNames.Trees);
        var spans = documents.Map(document => ReadSteps.ToSpans(document)).WithTrackingName(TrackingNames.Spans);

        // Only a file that extends another looks at the others.
        var alone = trees.Where(tree => tree is { Root: not null, IsExtender: false })
            .Map(tree => NetworkSteps.Link(tree, ImmutableArray<Tree>.Empty))
            .WithTrackingName(TrackingNames.Linked);
        var extenders = trees.Where(tree => tree.IsExtender)
            .Combine(trees.Collect())
            .Map(pair => NetworkSteps.Link(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Linked);
        var boundAlone = Bind(alone);
        var boundExtenders = Bind(extenders);
        var plansAlone = Plan(boundAlone);
        var plansOfExtenders = Plan(boundExtenders);
        var skeletons = trees.Where(tree => tree.Root is null).MapMany(tree => NetworkSteps.Skeletons(tree)).WithTrackingName(TrackingNames.Plans);

        var names = Both(boundAlone.MapMany(bound => NameSteps.Names(bound)).WithTrackingName(TrackingNames.Names),
            boundExtenders.MapMany(bound => NameSteps.Names(bound)).WithTrackingName(TrackingNames.Names));
        var nameTable = Both(names, skeletons.Map(skeleton => NameSteps.Name(skeleton)).WithTrackingName(TrackingNames.Names).Collect())
            .Map(all => NameSteps.ToTable(all));
        var registry = nameTable.Map(table => NameSteps.EmitRegistry(table)).WithTrackingName(TrackingNames.Registry);

        var faults = Both(
            Both(documents.Map(document => document.Parsed.Faults), nameTable),
            Both(Both(boundAlone.Map(bound => NetworkSteps.Faults(bound)), boundExtenders.Map(bound => NetworkSteps.Faults(bound))),
                Both(plansAlone.Map(plan => plan.Faults), plansOfExtenders.Map(plan => plan.Faults))));
        var diagnostics = faults.Combine(boundExtenders.Map(bound => bound.Bound.UsedOfBases).Collect())
            .Map(pair => DiagnosticSteps.Merge(pair.Left, pair.Right))
            .Combine(spans.Collect())
            .Map(pair => DiagnosticSteps.Locate(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(diagnostics, DiagnosticSteps.Report);
        context.RegisterSourceOutput(registry, NameSteps.AddRegistry);
        foreach (var plans in new[] { plansAlone, plansOfExtenders, skeletons })
        {
            var sources = plans.Map(plan => NetworkSteps.Emit(plan)).WithTrackingName(TrackingNames.Sources);
            context.RegisterSourceOutput(sources.Combine(nameTable.Map(table => table.Repeated)), NetworkSteps.AddSource);
        }
    }

    private static IncrementalValuesProvider<BoundTree> Bind(IncrementalValuesProvider<Link> links) =>
        links.Map(link => NetworkSteps.Bind(link)).WithTrackingName(TrackingNames.Bound);

    private static IncrementalValuesProvider<VariantPlan> Plan(IncrementalValuesProvider<BoundTree> bound) =>
        bound.SelectMany((tree, cancellation) => NetworkSteps.Plan(tree, cancellation)).WithTrackingName(TrackingNames.Plans);

    private static IncrementalValueProvider<ImmutableArray<T>> Both<T>(IncrementalValuesProvider<T> first, IncrementalValuesProvider<T> second) =>
        Both(first.Collect(), second.Collect());

    private static IncrementalValueProvider<ImmutableArray<EquatableArray<Fault>>> Both(
        IncrementalValuesProvider<EquatableArray<Fault>> first, IncrementalValueProvider<NameTable> second) =>
        Both(first.Collect(), second.Map(table => ImmutableArray.Create(table.Faults)));

    private static IncrementalValueProvider<ImmutableArray<T>> Both<T>(
        IncrementalValueProvider<ImmutableArray<T>> first, IncrementalValueProvider<ImmutableArray<T>> second) =>
        first.Combine(second).Map(pair => pair.Left.AddRange(pair.Right));
}

using SeNetGen.Language.Diagnostics;

namespace SeNetGen.Language.Binding;

/// <summary>Reads the trees of a file and its bases as an architecture.</summary>
public static class Binder
{
    /// <summary>Binds a file: names, keys and kinds are checked, expressions are not yet evaluated.</summary>
    public static BoundFile Bind(LinkedFile linked)
    {
        var contexts = linked.Chain.Select(tree => new ReadContext(tree.File)).ToArray();
        var files = linked.Chain.Select((tree, i) => FileReader.Read(tree.Root, contexts[i])).ToArray();
        var faults = new FaultBag();
        foreach (var fault in linked.Faults.Concat(contexts[0].Faults.Faults))
        {
            faults.Report(fault);
        }

        var own = files[0];
        if (own is null)
        {
            return new BoundFile(null, new(faults.Faults), default);
        }

        if (!linked.IsComplete || files.Any(file => file is null || file.IsUnreadable))
        {
            return new BoundFile(null, new(faults.Faults), new(own.VariantNames));
        }

        var unusable = new HashSet<SourceRef>(contexts.SelectMany(context => context.Unusable));
        var merged = Inheritance.Merge([.. files.Select((file, i) => (file!, linked.Chain[i].Variant))]);
        var checks = new FaultBag();
        var baseVariants = files.Zip(linked.Chain, (file, tree) => file!.Variants.FirstOrDefault(variant => variant.ClassName == tree.Variant)).OfType<VariantDeclaration>();
        var architecture = Check(own, merged, linked.Chain.Count > 1, baseVariants, unusable, checks);
        foreach (var fault in checks.Faults)
        {
            // What a base shows by itself is reported with the base; the merge of all files folds the two.
            faults.Report(fault.At.File == own.File ? fault : fault with { Trace = new FaultTrace(own.File, own.Family ?? "", null, "", 1) });
        }

        // In a faulty file the name that is misspelt may be the one that seems unused.
        var isSound = !faults.HasErrors && contexts.All(context => !context.Faults.HasErrors);
        var used = UnusedDefinitions.Report(own, merged, isSound ? faults : new FaultBag());
        var hasErrors = HasErrorOutsideVariants(faults, own) || contexts.Skip(1).Any(context => context.Faults.HasErrors);
        return new BoundFile(architecture with { Unusable = new(unusable), HasErrors = hasErrors }, new(faults.Faults), new(own.VariantNames), used);
    }

    private static Architecture Check(
        FileDeclarations own, Inheritance merged, bool isExtender, IEnumerable<VariantDeclaration> baseVariants, HashSet<SourceRef> unusable, FaultBag faults)
    {
        var checker = new FamilyChecker(merged, unusable, faults);
        checker.CheckDeclarations();
        checker.CheckLayers();
        checker.CheckMembers();
        foreach (var variant in baseVariants)
        {
            checker.CheckBaseVariant(variant);
        }

        var variants = own.Variants.Select(checker.CheckVariant).ToArray();
        if (own.Variants.Count > 0)
        {
            CheckInput(own, merged, isExtender, faults);
        }

        var missing = new ScalarValue("", own.Root);
        unusable.Add(own.Root);
        return new Architecture(
            own.File,
            own.Family ?? "",
            own.Summary,
            new InputDeclaration(merged.Input?.Channels ?? missing, merged.Input?.Height ?? missing, merged.Input?.Width ?? missing, merged.Input?.At ?? own.Root),
            new(merged.Parameters.Select(parameter => FamilyChecker.Declare(parameter.Parts, checker.TypeOf(parameter.Parts.Name)))),
            new(merged.Lets),
            new(merged.Blocks.Select(block => new BlockDeclaration(block.Name, checker.ParametersOf(block), block.Lets, block.Sections, block.Combine, block.At))),
            merged.Stem?.Layers ?? default,
            merged.Stages?.Layers ?? default,
            merged.Head?.Layers ?? default,
            new(variants),
            new(merged.Defaults),
            merged.Initialise,
            default,
            false);
    }

    // An extender may leave any of these to its base, which may lack it too.
    private static void CheckInput(FileDeclarations own, Inheritance merged, bool isExtender, FaultBag faults)
    {
        var at = merged.Input?.At ?? own.Root;
        foreach (var (name, value) in new[] { ("channels", merged.Input?.Channels), ("height", merged.Input?.Height), ("width", merged.Input?.Width) })
        {
            if (merged.Input is not null && value is null)
            {
                faults.Report(Rules.MissingKey, at, "'input'", name, ", such as 'input: { channels: 3, height: 224, width: 224 }'");
            }
        }

        foreach (var (name, isGiven) in new[]
        {
            ("input", merged.Input is not null), ("stem", merged.Stem is not null), ("stages", merged.Stages is not null), ("head", merged.Head is not null),
        })
        {
            if (isExtender && !isGiven)
            {
                faults.Report(Rules.MissingKey, own.Variants[0].At, "an architecture with variants", name, "");
                return;
            }
        }
    }

    // A fault inside a variant concerns that variant alone.
    private static bool HasErrorOutsideVariants(FaultBag faults, FileDeclarations own) =>
        faults.Faults.Any(fault => fault.Rule.Severity == Severity.Error
            && !(fault.At.File == own.File && own.VariantNodes is { } range && fault.At.Node > range.First && fault.At.Node <= range.Last));
}

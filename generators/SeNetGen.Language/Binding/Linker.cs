using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>Follows <c>extends</c> from file to file.</summary>
public static class Linker
{
    /// <summary>Finds the bases of a file.</summary>
    /// <param name="file">The file, relative to the project, with <c>/</c>.</param>
    /// <param name="root">Its tree.</param>
    /// <param name="find">The tree of a file by its relative path, ordinal; null when there is none, or when it has a syntax error.</param>
    /// <param name="allFiles">Every file of the project, also those that could not be read.</param>
    public static LinkedFile Link(string file, SyntaxNode root, Func<string, SyntaxNode?> find, IEnumerable<string> allFiles)
    {
        var faults = new FaultBag();
        var chain = new List<LinkedTree> { new(file, root, null) };
        var isComplete = true;
        IReadOnlyList<string>? files = null;
        while (chain[chain.Count - 1].Root.Find("extends") is { } extends)
        {
            var tree = chain[chain.Count - 1];
            var reporter = new Reporter(faults, new SourceRef(tree.File, extends.Value.Id), IsOwn: chain.Count == 1);
            files ??= [.. allFiles];
            if (FindBase(tree, extends.Value, chain, find, files, reporter) is not { } found)
            {
                isComplete = false;
                break;
            }

            chain.Add(found);
        }

        return new LinkedFile(file, new(chain), new(faults.Faults), isComplete);
    }

    private static LinkedTree? FindBase(
        LinkedTree tree, SyntaxNode reference, List<LinkedTree> chain, Func<string, SyntaxNode?> find, IReadOnlyList<string> files, Reporter reporter)
    {
        if (reference.Kind != SyntaxKind.Scalar || reference.IsEmpty)
        {
            reporter.Report(Rules.WrongNode, "'extends'", "a file, such as 'resnet.senet.yaml' or 'resnet.senet.yaml#SeResNet50'", ReadContext.Describe(reference));
            return null;
        }

        var (path, variant) = Split(reference.Text);
        if (Resolve(tree.File, path) is not { } target)
        {
            reporter.Report(Rules.UnknownBase, path, "; it lies outside the project");
            return null;
        }

        if (chain.FirstOrDefault(link => link.File == target) is not null)
        {
            // Each file of a cycle reports it at its own reference; a file that leads into one has nothing to mend.
            if (target == chain[0].File)
            {
                var own = new SourceRef(target, chain[0].Root.Find("extends")!.Value.Id);
                reporter.Faults.Report(Rules.ExtendsCycle, own, string.Join(" extends ", chain.Select(link => link.File).Append(target)));
            }

            return null;
        }

        if (find(target) is not { } root)
        {
            if (!files.Contains(target))
            {
                reporter.Report(Rules.UnknownBase, target, Suggest(target, files, tree.File));
            }

            return null;
        }

        if (variant is not null && !HasVariant(root, variant))
        {
            reporter.Report(Rules.UnknownBaseVariant, target, variant, Suggestions.DidYouMean(variant, VariantsOf(root)));
            return null;
        }

        return new LinkedTree(target, root, variant);
    }

    private static (string Path, string? Variant) Split(string text)
    {
        var hash = text.IndexOf('#');
        return hash < 0 ? (text, null) : (text.Substring(0, hash), text.Substring(hash + 1));
    }

    /// <summary>The path of a reference, relative to the project; null when it leaves the project.</summary>
    private static string? Resolve(string from, string path)
    {
        var parts = from.Split('/').ToList();
        parts.RemoveAt(parts.Count - 1);
        foreach (var part in path.Split('/', '\\'))
        {
            switch (part)
            {
                case "." or "":
                    break;
                case ".." when parts.Count == 0:
                    return null;
                case "..":
                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return string.Join("/", parts);
    }

    private static string Suggest(string target, IReadOnlyList<string> files, string self)
    {
        var candidates = files.Where(name => name != self).ToArray();
        var sameButCase = candidates.FirstOrDefault(name => string.Equals(name, target, StringComparison.OrdinalIgnoreCase))
            ?? candidates.FirstOrDefault(name => name == target + ".senet.yaml");
        return sameButCase is not null ? $"; did you mean '{sameButCase}'?" : Suggestions.DidYouMean(target, candidates);
    }

    private static IEnumerable<string> VariantsOf(SyntaxNode root) =>
        root.Find("variants") is { Value.Kind: SyntaxKind.Mapping } variants ? variants.Value.Entries.Select(entry => entry.Key.Text) : [];

    private static bool HasVariant(SyntaxNode root, string variant) => VariantsOf(root).Contains(variant);

    // A base's own reference is at fault in the base, which is compiled too: nothing is said of it twice.
    private sealed record Reporter(FaultBag Faults, SourceRef At, bool IsOwn)
    {
        public void Report(Rule rule, params FaultArgument[] arguments)
        {
            if (IsOwn)
            {
                Faults.Report(rule, At, arguments);
            }
        }
    }
}

using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>Reads a tree: every key of an architecture file, each into its declaration.</summary>
internal sealed class FileReader
{
    /// <summary>The language that this compiler reads.</summary>
    public const string Language = "1";

    /// <summary>The keys of a file.</summary>
    public static readonly IReadOnlyList<string> Keys = LanguageKeys.File.Names();

    private readonly ReadContext _context;
    private readonly DeclarationReader _declarations;
    private readonly LayerReader _layers;
    private readonly VariantReader _variants;
    private readonly FileDeclarations _file;

    private FileReader(ReadContext context, SyntaxNode root)
    {
        _context = context;
        _declarations = new DeclarationReader(context);
        _layers = new LayerReader(context);
        _variants = new VariantReader(context);
        _file = new FileDeclarations { File = context.File, Root = context.Place(root) };
    }

    /// <summary>The language a tree says it is written in; null when it does not say.</summary>
    public static string? LanguageOf(SyntaxNode root) => root.Find("language") is { Value.Kind: SyntaxKind.Scalar } entry ? entry.Value.Text : null;

    /// <summary>Reads a tree. Null when its language is not known: nothing else is then said.</summary>
    public static FileDeclarations? Read(SyntaxNode root, ReadContext context)
    {
        var reader = new FileReader(context, root);
        if (root.Kind != SyntaxKind.Mapping)
        {
            context.Reject(Rules.WrongNode, root, "an architecture", "a mapping that begins with 'language: 1'", ReadContext.Describe(root));
            return null;
        }

        if (!reader.CheckLanguage(root))
        {
            // The names are still known, so that skeletons can be made.
            if (root.Find("variants") is { } variants)
            {
                new VariantReader(new ReadContext(context.File)).Read(variants.Value, reader._file);
            }

            reader._file.Variants.Clear();
            reader._file.IsUnreadable = true;
            return reader._file;
        }

        reader.ReadEntries(root);
        return reader._file;
    }

    private bool CheckLanguage(SyntaxNode root)
    {
        var language = root.Find("language");
        if (language is null)
        {
            _context.Faults.Report(Rules.LanguageFirst, root.Entries.Count > 0 ? _context.Place(root.Entries[0].Key) : _context.Place(root));
            return false;
        }

        if (language.Value.Kind != SyntaxKind.Scalar || language.Value.Text != Language)
        {
            var isNewer = long.TryParse(language.Value.Text, out var number) && number > 1;
            _context.Faults.Report(Rules.LanguageUnknown, _context.Place(language.Value), language.Value.Text,
                isNewer ? "use a newer SeNetGen, or write the file in language 1" : "write 'language: 1'");
            return false;
        }

        if (!ReferenceEquals(root.Entries[0], language))
        {
            _context.Faults.Report(Rules.LanguageFirst, _context.Place(language.Key));
        }

        return true;
    }

    private void ReadEntries(SyntaxNode root)
    {
        var known = new HashSet<string>();
        foreach (var entry in root.Entries)
        {
            known.Add(entry.Key.Text);
            ReadEntry(entry);
        }

        if (!known.Contains("family"))
        {
            _context.Faults.Report(Rules.MissingKey, _context.Place(root.Entries[0].Key), "an architecture", "family", ", such as 'family: MyResNet'");
        }

        if (_file.HasVariants && !known.Contains("extends"))
        {
            foreach (var needed in new[] { "input", "stem", "stages", "head" })
            {
                if (!known.Contains(needed))
                {
                    _context.Faults.Report(Rules.MissingKey, _context.Place(root.Entries[0].Key), "an architecture with variants", needed, "");
                }
            }
        }
    }

    private void ReadEntry(SyntaxEntry entry)
    {
        var key = entry.Key.Text;
        switch (key)
        {
            case "language" or "extends":
                break;
            case "family":
                _file.Family = ReadFamily(entry.Value);
                break;
            case "summary":
                _file.Summary = _context.Scalar(entry.Value, key)?.Text;
                break;
            case "input":
                _file.Input = _declarations.ReadInput(entry);
                break;
            case "parameters":
                _file.Parameters.AddRange(_declarations.ReadParameters(entry.Value, "'parameters'", isFamily: true));
                break;
            case "let":
                _file.Lets.AddRange(_declarations.ReadLets(entry.Value, isFamily: true));
                break;
            case "blocks":
                _file.Blocks.AddRange(_declarations.ReadBlocks(entry.Value));
                break;
            case "stem":
                _file.Stem = ReadSection(entry, mayBeEmpty: true);
                break;
            case "stages":
                _file.Stages = ReadSection(entry);
                break;
            case "head":
                _file.Head = ReadSection(entry);
                break;
            case "variants":
                _file.HasVariants = true;
                _file.VariantNodes = (entry.Key.Id, LastNode(entry.Value));
                _variants.Read(entry.Value, _file);
                break;
            case "defaults":
                _file.Defaults.AddRange(_declarations.ReadDefaults(entry.Value));
                break;
            case "initialise":
                _file.Initialise = _declarations.ReadInitialise(entry.Value);
                break;
            default:
                _context.Faults.Report(Rules.UnknownKey, _context.Place(entry.Key), key, "an architecture", Suggestions.DidYouMean(key, Keys));
                break;
        }
    }

    // Nodes are numbered in preorder, so what is inside a node follows it without a gap.
    private static int LastNode(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.Mapping when node.Entries.Count > 0 => LastNode(node.Entries[node.Entries.Count - 1].Value),
        SyntaxKind.Sequence when node.Items.Count > 0 => LastNode(node.Items[node.Items.Count - 1]),
        _ => node.Id,
    };

    private string? ReadFamily(SyntaxNode node)
    {
        var text = _context.Scalar(node, "family")?.Text;
        if (text is not null && Names.WhyNoIdentifier(text) is { } why)
        {
            _context.Faults.Report(Rules.WrongKey, _context.Place(node), text, "a family", why);
        }

        return text;
    }

    private SectionParts ReadSection(SyntaxEntry entry, bool mayBeEmpty = false) =>
        new(_layers.ReadBody(entry.Value, $"section '{entry.Key.Text}'", entry.Key.Text, mayBeEmpty), _context.Place(entry.Key));
}

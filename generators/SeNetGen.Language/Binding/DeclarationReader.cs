using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>Reads <c>input</c>, <c>parameters</c>, <c>let</c>, <c>blocks</c>, <c>defaults</c> and <c>initialise</c>.</summary>
internal sealed class DeclarationReader(ReadContext context)
{
    private static readonly string[] InputKeys = LanguageKeys.Input.Names();
    private static readonly string[] BlockKeys = LanguageKeys.Block.Names();
    private static readonly string[] RuntimeKeys = LanguageKeys.Runtime.Names();
    private static readonly string[] Presets = LanguageKeys.Presets.Names();
    private static readonly string[] InitialiseKeys = [.. LanguageKeys.Initialise.Select(entry => entry.Key.Name)];

    private readonly ValueReader _values = new(context);
    private readonly LayerReader _layers = new(context);

    public InputParts ReadInput(SyntaxEntry entry)
    {
        ScalarValue? channels = null, height = null, width = null;
        if (context.TryEntries(entry.Value, "'input'", out var entries))
        {
            foreach (var item in entries)
            {
                switch (item.Key.Text)
                {
                    case "channels":
                        channels = Scalar(item);
                        break;
                    case "height":
                        height = Scalar(item);
                        break;
                    case "width":
                        width = Scalar(item);
                        break;
                    default:
                        Unknown(item, "'input'", InputKeys);
                        break;
                }
            }
        }

        return new InputParts(channels, height, width, context.Place(entry.Key));
    }

    public IEnumerable<ParameterParts> ReadParameters(SyntaxNode node, string what, bool isFamily)
    {
        if (!context.TryEntries(node, what, out var entries))
        {
            yield break;
        }

        foreach (var entry in entries)
        {
            CheckName(entry, "a parameter", isFamily);
            yield return ReadParameter(entry, isFamily);
        }
    }

    public IEnumerable<LetDeclaration> ReadLets(SyntaxNode node, bool isFamily)
    {
        if (!context.TryEntries(node, "'let'", out var entries))
        {
            yield break;
        }

        foreach (var entry in entries)
        {
            CheckName(entry, "a let", isFamily);
            yield return new LetDeclaration(entry.Key.Text, Scalar(entry), context.Place(entry.Key));
        }
    }

    public IEnumerable<BlockParts> ReadBlocks(SyntaxNode node)
    {
        if (!context.TryEntries(node, "'blocks'", out var entries))
        {
            yield break;
        }

        foreach (var entry in entries)
        {
            var name = entry.Key.Text;
            if (Names.WhyNoIdentifier(name) is { } why)
            {
                context.Faults.Report(Rules.WrongKey, context.Place(entry.Key), name, "a block", why);
            }
            else if (Names.WhyReservedHead(name) is { } reserved)
            {
                context.Faults.Report(Rules.ReservedName, context.Place(entry.Key), "a block", name, reserved);
            }

            yield return ReadBlock(entry);
        }
    }

    public IEnumerable<OperationDefault> ReadDefaults(SyntaxNode node)
    {
        if (!context.TryEntries(node, "'defaults'", out var operations))
        {
            yield break;
        }

        foreach (var operation in operations)
        {
            if (context.TryEntries(operation.Value, $"the defaults of '{operation.Key.Text}'", out var arguments))
            {
                foreach (var argument in arguments)
                {
                    yield return new OperationDefault(
                        operation.Key.Text, argument.Key.Text, _values.Read(argument.Value, argument.Key.Text), context.Place(argument.Key));
                }
            }
        }
    }

    public InitialiseDeclaration? ReadInitialise(SyntaxNode node)
    {
        if (node.Kind == SyntaxKind.Scalar)
        {
            var preset = context.Scalar(node, "initialise")?.Text;
            if (preset is not null && !Presets.Contains(preset))
            {
                context.Faults.Report(Rules.UnknownInitialisation, context.Place(node), preset, "a network", List(Presets), Suggestions.DidYouMean(preset, Presets));
            }

            return preset is null ? null : new InitialiseDeclaration(preset, null, null, null);
        }

        if (!context.TryEntries(node, "'initialise'", out var entries))
        {
            return null;
        }

        var starts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var key = entry.Key.Text;
            var known = key == "norm" ? InitialisationWords.Norms : InitialisationWords.Weights;
            if (!InitialiseKeys.Contains(key))
            {
                Unknown(entry, "'initialise'", InitialiseKeys);
            }
            else if (context.Scalar(entry.Value, key)?.Text is { } start)
            {
                starts[key] = start;
                if (!known.Contains(start))
                {
                    context.Faults.Report(Rules.UnknownInitialisation, context.Place(entry.Value), start, $"a {key}", List(known), Suggestions.DidYouMean(start, known));
                }
            }
        }

        string? Start(string key) => starts.TryGetValue(key, out var start) ? start : null;
        return new InitialiseDeclaration("custom", Start("conv"), Start("linear"), Start("norm"));
    }

    private ParameterParts ReadParameter(SyntaxEntry entry, bool isFamily)
    {
        var name = entry.Key.Text;
        var at = context.Place(entry.Key);
        var node = entry.Value;
        if (node.Kind == SyntaxKind.Scalar && !node.IsQuoted)
        {
            foreach (var (_, kind) in LanguageKeys.Required.Where(required => required.Word == node.Text))
            {
                return new ParameterParts(name, kind, null, false, at);
            }
        }

        if (node.Kind != SyntaxKind.Mapping || node.Find("runtime") is null && node.Find("default") is null)
        {
            return new ParameterParts(name, null, _values.Read(node, name), false, at);
        }

        return ReadRuntimeParameter(entry, isFamily);
    }

    // { default: 1000, runtime: true }
    private ParameterParts ReadRuntimeParameter(SyntaxEntry entry, bool isFamily)
    {
        var name = entry.Key.Text;
        var at = context.Place(entry.Key);
        ArgumentValue? value = null;
        var isRuntime = false;
        context.TryEntries(entry.Value, $"parameter '{name}'", out var entries);
        foreach (var item in entries)
        {
            switch (item.Key.Text)
            {
                case "default":
                    value = _values.Read(item.Value, name);
                    break;
                case "runtime" when item.Value.Kind == SyntaxKind.Scalar && item.Value.Text is "true" or "false":
                    isRuntime = item.Value.Text == "true";
                    if (isRuntime && !isFamily)
                    {
                        context.Faults.Report(Rules.WrongRuntimeParameter, context.Place(item.Key), name, "must be a parameter of the family: a block's are decided at build");
                        isRuntime = false;
                    }

                    break;
                case "runtime":
                    context.Faults.Report(Rules.WrongRuntimeParameter, context.Place(item.Value), name, $"must say 'runtime: true' or 'runtime: false', and not {ReadContext.Describe(item.Value)}");
                    break;
                default:
                    Unknown(item, $"parameter '{name}'", RuntimeKeys);
                    break;
            }
        }

        if (value is null)
        {
            context.Faults.Report(Rules.WrongRuntimeParameter, at, name, "needs a 'default'");
            value = new ScalarValue("", at);
            context.Unusable.Add(at);
        }

        return new ParameterParts(name, null, value, isRuntime, at);
    }

    private BlockParts ReadBlock(SyntaxEntry entry)
    {
        var name = entry.Key.Text;
        var at = context.Place(entry.Key);
        IReadOnlyList<ParameterParts> parameters = [];
        EquatableArray<LetDeclaration> lets = default;
        var sections = new List<BlockSection>();
        string? combine = null;
        context.TryEntries(entry.Value, $"block '{name}'", out var entries);
        foreach (var item in entries)
        {
            switch (item.Key.Text)
            {
                case "parameters":
                    parameters = [.. ReadParameters(item.Value, $"the parameters of '{name}'", isFamily: false)];
                    break;
                case "let":
                    lets = new(ReadLets(item.Value, isFamily: false));
                    break;
                case "layers" or "residual" or "shortcut" or "after":
                    var what = $"'{item.Key.Text}' of block '{name}'";
                    var layers = _layers.ReadBody(item.Value, what, $"blocks.{name}.{item.Key.Text}", mayBeEmpty: item.Key.Text is "shortcut" or "after");
                    sections.Add(new BlockSection(item.Key.Text, layers, context.Place(item.Key)));
                    break;
                case "combine":
                    combine = Scalar(item).Text;
                    if (combine.Length > 0 && combine != "add")
                    {
                        context.Faults.Report(Rules.WrongSections, context.Place(item.Value), name, $"cannot combine by '{combine}'; known is 'add'");
                    }

                    break;
                default:
                    Unknown(item, $"block '{name}'", BlockKeys);
                    break;
            }
        }

        CheckSections(name, at, sections, combine);
        var isResidual = sections.Any(section => section.Name == "residual");
        return new BlockParts(name, parameters, lets, new(sections), isResidual ? "add" : null, at);
    }

    private void CheckSections(string name, SourceRef at, List<BlockSection> sections, string? combine)
    {
        var layers = sections.FirstOrDefault(section => section.Name == "layers");
        var residual = sections.FirstOrDefault(section => section.Name == "residual");
        var after = sections.FindIndex(section => section.Name == "after");
        if (layers is null && residual is null)
        {
            context.Faults.Report(Rules.WrongSections, at, name, "needs 'layers', or 'residual' and what goes with it");
        }
        else if (layers is not null && (sections.Count > 1 || combine is not null))
        {
            var other = sections.FirstOrDefault(section => section.Name != "layers");
            context.Faults.Report(Rules.WrongSections, other?.At ?? layers.At, name, "has 'layers', which stand alone; 'shortcut', 'combine' and 'after' go with 'residual'");
        }
        else if (after >= 0 && after != sections.Count - 1)
        {
            context.Faults.Report(Rules.WrongSections, sections[after].At, name, "must have 'after' last, since it runs last");
        }
    }

    private void CheckName(SyntaxEntry entry, string what, bool isFamily)
    {
        var name = entry.Key.Text;
        if (Names.WhyNoIdentifier(name) is { } why)
        {
            context.Faults.Report(Rules.WrongKey, context.Place(entry.Key), name, what, why);
        }
        else if (Names.WhyReserved(name, isFamily) is { } reserved)
        {
            context.Faults.Report(Rules.ReservedName, context.Place(entry.Key), what, name, reserved);
        }
    }

    private ScalarValue Scalar(SyntaxEntry entry) =>
        context.Scalar(entry.Value, entry.Key.Text) ?? new ScalarValue("", context.Place(entry.Value));

    private void Unknown(SyntaxEntry entry, string where, IReadOnlyList<string> known) =>
        context.Faults.Report(Rules.UnknownKey, context.Place(entry.Key), entry.Key.Text, where, Suggestions.DidYouMean(entry.Key.Text, known));

    private static string List(IEnumerable<string> words) => string.Join(", ", words);
}

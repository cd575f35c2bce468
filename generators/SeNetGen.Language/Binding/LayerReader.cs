using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>Reads bodies: mappings of names to layers.</summary>
internal sealed class LayerReader(ReadContext context)
{
    /// <summary>The keys of a layer that are no arguments.</summary>
    public static readonly IReadOnlyList<string> Modifiers = LanguageKeys.Modifiers.Names();

    private readonly ValueReader _values = new(context);

    public static bool IsModifier(string key) => Modifiers.Contains(key);

    /// <summary>Reads a body; malformed layers stay in it as unusable ones, so that their names and values are known.</summary>
    /// <param name="node">The body.</param>
    /// <param name="what">What it is, for messages: <c>section 'stem'</c>.</param>
    /// <param name="keyPath">The path of keys that leads to it.</param>
    /// <param name="mayBeEmpty">Whether it may hold no layer.</param>
    public EquatableArray<LayerNode> ReadBody(SyntaxNode node, string what, string keyPath, bool mayBeEmpty = false)
    {
        if (!context.TryEntries(node, what, out var entries))
        {
            return default;
        }

        if (entries.Count == 0 && !mayBeEmpty)
        {
            context.Reject(Rules.EmptyBody, node, what);
        }

        return new(entries.Select(entry => ReadLayer(entry, keyPath)));
    }

    /// <summary>Whether a layer could not be read: it gives an unknown value.</summary>
    public static bool IsMalformed(LayerNode layer) => layer.Head is null && layer.Body is null;

    private LayerNode ReadLayer(SyntaxEntry entry, string keyPath)
    {
        var name = entry.Key.Text;
        var path = keyPath.Length == 0 ? name : $"{keyPath}.{name}";
        if (Names.WhyNoKey(name) is { } why)
        {
            context.Faults.Report(Rules.WrongKey, context.Place(entry.Key), name, "a layer", why);
        }
        else if (name == "input")
        {
            context.Faults.Report(Rules.ReservedName, context.Place(entry.Key), "a layer", name, "'input' is the value that its body starts from");
        }

        var node = entry.Value;
        switch (node.Kind)
        {
            case SyntaxKind.Scalar when !node.IsEmpty:
                return Layer(entry, path, node.Text, node);
            case SyntaxKind.Mapping when node.Entries.Count > 0:
                return node.Entries.All(item => Names.IsNumber(item.Key.Text))
                    ? Layer(entry, path, null, node) with { Body = ReadBody(node, $"layer '{name}'", path) }
                    : ReadMapping(entry, path);
            case SyntaxKind.Sequence:
                context.Reject(Rules.WrongNode, node, $"layer '{name}'", "an operation, a block, or a mapping that begins with one", "a list");
                break;
            default:
                context.Reject(Rules.LayerWithoutHead, entry.Key, name, $", such as '{name}: batch_norm'");
                break;
        }

        return Malformed(entry, path);
    }

    private LayerNode ReadMapping(SyntaxEntry entry, string path)
    {
        var name = entry.Key.Text;
        if (!context.TryEntries(entry.Value, $"layer '{name}'", out var entries))
        {
            return Malformed(entry, path);
        }

        var head = entries[0];
        if (IsModifier(head.Key.Text))
        {
            context.Reject(Rules.HeadFirst, head.Key, head.Key.Text);
            return Malformed(entry, path);
        }

        if (entries.FirstOrDefault(item => Names.IsNumber(item.Key.Text)) is { } number)
        {
            var word = entries.First(item => !Names.IsNumber(item.Key.Text));
            context.Reject(Rules.MixedKeys, number.Key, number.Key.Text, word.Key.Text);
            return Malformed(entry, path);
        }

        var layer = Layer(entry, path, head.Key.Text, head.Key);
        var isRepeated = entries.Any(item => item.Key.Text == "repeat");
        var arguments = new List<Argument>(entries.Count - 1);
        foreach (var item in entries.Skip(1))
        {
            switch (item.Key.Text)
            {
                case "when":
                    layer = layer with { When = ReadModifier(item) };
                    break;
                case "from":
                    layer = layer with { From = ReadModifier(item) };
                    break;
                case "repeat":
                    layer = layer with { Repeat = ReadModifier(item) };
                    break;
                case "member":
                    layer = layer with { Member = ReadMember(item) };
                    break;
                default:
                    arguments.Add(_values.ReadArgument(item, isRepeated));
                    break;
            }
        }

        if (head.Key.Text != "layers")
        {
            return layer with { Main = _values.ReadMain(head, isRepeated), Arguments = new(arguments) };
        }

        foreach (var argument in arguments)
        {
            context.Faults.Report(Rules.UnknownKey, argument.At, argument.Name, "'layers'", Suggestions.DidYouMean(argument.Name, Modifiers));
        }

        if (layer.Repeat is not null)
        {
            context.Faults.Report(Rules.CannotRepeat, layer.Repeat.At, "layers in place cannot be repeated; make them a block");
        }

        return layer with { Head = null, Repeat = null, Body = ReadBody(head.Value, $"layer '{name}'", path) };
    }

    // A modifier that cannot be read stays, unusable, so that what it decides is unknown.
    private ScalarValue ReadModifier(SyntaxEntry item) =>
        context.Scalar(item.Value, item.Key.Text) ?? new ScalarValue("", context.Place(item.Value));

    private string? ReadMember(SyntaxEntry item)
    {
        var text = context.Scalar(item.Value, "member")?.Text;
        if (text is not null && Names.WhyNoMember(text) is { } why)
        {
            context.Faults.Report(Rules.WrongKey, context.Place(item.Value), text, "a C# member", why);
            return null;
        }

        return text;
    }

    private LayerNode Malformed(SyntaxEntry entry, string path) => Layer(entry, path, null, entry.Value);

    private LayerNode Layer(SyntaxEntry entry, string path, string? head, SyntaxNode headNode) =>
        new(entry.Key.Text, head, context.Place(headNode), null, default, null, null, null, null, null, path, context.Place(entry.Key));
}

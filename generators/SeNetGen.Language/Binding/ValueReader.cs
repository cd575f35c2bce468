using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>Reads the values of arguments, parameters and settings.</summary>
internal sealed class ValueReader(ReadContext context)
{
    private static readonly string[] PerRepeatKeys = LanguageKeys.PerRepeat.Names();

    /// <summary>Reads a value. A malformed one is unusable, and reported.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it belongs to, for messages.</param>
    /// <param name="isRepeated">Whether it stands in a layer with <c>repeat</c>, where a value for each repetition may stand.</param>
    public ArgumentValue Read(SyntaxNode node, string what, bool isRepeated = false)
    {
        var at = context.Place(node);
        switch (node.Kind)
        {
            case SyntaxKind.Sequence:
                return new ListValue(new(node.Items.Select(item => Read(item, what))), at);
            case SyntaxKind.Mapping:
                return IsPerRepeat(node) ? ReadPerRepeat(node, what, isRepeated) : ReadLayer(node, what);
            default:
                return context.Scalar(node, what) ?? new ScalarValue("", at);
        }
    }

    /// <summary>Reads what stands beside a layer's head: its main argument, unless it is empty.</summary>
    public ArgumentValue? ReadMain(SyntaxEntry head, bool isRepeated) =>
        head.Value.IsEmpty ? null : Read(head.Value, head.Key.Text, isRepeated);

    // { squeeze_excite, reduction: 4 }
    private ArgumentValue ReadLayer(SyntaxNode node, string what)
    {
        var at = context.Place(node);
        if (!context.TryEntries(node, what, out var entries) || entries.Count == 0)
        {
            context.Reject(Rules.WrongNode, node, $"'{what}'", "a value or a layer such as '{ squeeze_excite, reduction: 4 }'", "an empty mapping");
            return new ScalarValue("", at);
        }

        var head = entries[0];
        var arguments = new List<Argument>(entries.Count - 1);
        foreach (var entry in entries.Skip(1))
        {
            if (LayerReader.IsModifier(entry.Key.Text))
            {
                context.Reject(Rules.UnknownKey, entry.Key, entry.Key.Text, $"the value of '{what}'", "; it belongs to a layer of a body");
                context.Unusable.Add(at);
            }
            else
            {
                arguments.Add(ReadArgument(entry, isRepeated: false));
            }
        }

        return new LayerValue(head.Key.Text, ReadMain(head, isRepeated: false), new(arguments), at);
    }

    /// <summary>Reads an argument with its name.</summary>
    public Argument ReadArgument(SyntaxEntry entry, bool isRepeated) =>
        new(entry.Key.Text, Read(entry.Value, entry.Key.Text, isRepeated), context.Place(entry.Key));

    private static bool IsPerRepeat(SyntaxNode node) =>
        node.Entries.Count is 1 or 2
        && node.Entries.All(entry => PerRepeatKeys.Contains(entry.Key.Text))
        && !node.Entries[0].Value.IsEmpty;

    private ArgumentValue ReadPerRepeat(SyntaxNode node, string what, bool isRepeated)
    {
        var at = context.Place(node);
        if (!isRepeated)
        {
            context.Reject(Rules.NotRepeated, node, what);
            return new ScalarValue("", at);
        }

        if (node.Find("each") is { } each)
        {
            if (node.Entries.Count > 1)
            {
                context.Reject(Rules.UnknownKey, node.Entries.First(entry => entry.Key.Text != "each").Key, node.Entries.First(entry => entry.Key.Text != "each").Key.Text, "'each'", "; 'each' stands alone");
            }

            if (each.Value.Kind == SyntaxKind.Sequence)
            {
                return new EachValue(new(each.Value.Items.Select(item => Read(item, what))), at);
            }

            context.Reject(Rules.WrongNode, each.Value, "'each'", "a list with a value for each repetition", ReadContext.Describe(each.Value));
            context.Unusable.Add(at);
            return new ScalarValue("", at);
        }

        if (node.Find("first") is not { } first)
        {
            context.Reject(Rules.MissingKey, node, $"'{what}' with 'rest'", "first", "");
            return new ScalarValue("", at);
        }

        return new FirstRestValue(Read(first.Value, what), node.Find("rest") is { } rest ? Read(rest.Value, what) : null, at);
    }
}

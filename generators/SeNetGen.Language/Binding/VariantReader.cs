using SeNetGen.Language.CSharp;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>Reads <c>variants</c>. Faults in one leave the others whole.</summary>
internal sealed class VariantReader(ReadContext context)
{
    private static readonly string[] ExpectKeys = LanguageKeys.Expect.Names();

    private readonly ValueReader _values = new(context);

    /// <summary>Reads the variants of a file into its declarations.</summary>
    public void Read(SyntaxNode node, FileDeclarations file)
    {
        if (!context.TryEntries(node, "'variants'", out var entries))
        {
            return;
        }

        foreach (var entry in entries)
        {
            var before = context.Faults.Faults.Count;
            var variant = ReadVariant(entry, out var nameAt);
            var hasErrors = context.Faults.Faults.Skip(before).Any(fault => fault.Rule.Severity == Severity.Error);
            file.Variants.Add(variant with { HasErrors = hasErrors });
            if (WhyNoClass(variant.ClassName) is null)
            {
                file.VariantNames.Add(new VariantName(variant.ClassName, variant.Name, variant.At, nameAt));
            }
        }
    }

    private VariantDeclaration ReadVariant(SyntaxEntry entry, out SourceRef nameAt)
    {
        var className = entry.Key.Text;
        var at = context.Place(entry.Key);
        nameAt = at;
        if (WhyNoClass(className) is { } why)
        {
            context.Faults.Report(Rules.WrongClassName, at, className, why);
        }

        var name = className.ToLowerInvariant();
        string? summary = null;
        ExpectDeclaration? expect = null;
        var settings = new List<Argument>();
        context.TryEntries(entry.Value, $"variant '{className}'", out var entries);
        foreach (var item in entries)
        {
            switch (item.Key.Text)
            {
                case "name":
                    nameAt = context.Place(item.Value);
                    name = ReadName(item.Value) ?? name;
                    break;
                case "summary":
                    summary = context.Scalar(item.Value, "summary")?.Text;
                    break;
                case "expect":
                    expect = ReadExpect(item);
                    break;
                default:
                    settings.Add(_values.ReadArgument(item, isRepeated: false));
                    break;
            }
        }

        return new VariantDeclaration(className, name, summary, new(settings), expect, at, false);
    }

    private static string? WhyNoClass(string name) =>
        Names.WhyNoIdentifier(name)
        ?? (Naming.Escape(name) != name ? "it is a word of C#" : name[0] is >= 'a' and <= 'z' or '_' ? "a class begins with a capital" : ReservedMembers.WhyNoClass(name));

    private string? ReadName(SyntaxNode node)
    {
        var name = context.Scalar(node, "name")?.Text;
        if (name is not null && !(name.Length <= 100 && name.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '-' or '.')))
        {
            context.Faults.Report(Rules.WrongNetworkName, context.Place(node), ReadContext.Shorten(name));
            return null;
        }

        return name;
    }

    private ExpectDeclaration ReadExpect(SyntaxEntry entry)
    {
        var expect = new ExpectDeclaration(null, null, null, null, null, context.Place(entry.Key));
        context.TryEntries(entry.Value, "'expect'", out var entries);
        foreach (var item in entries)
        {
            var key = item.Key.Text;
            switch (key)
            {
                case "parameters":
                    expect = expect with { Parameters = context.Scalar(item.Value, key) };
                    break;
                case "macs":
                    expect = expect with { Macs = context.Scalar(item.Value, key) };
                    break;
                case "output":
                    expect = expect with { Output = ReadList(item) };
                    break;
                case "features":
                    expect = expect with { Features = ReadList(item) };
                    break;
                case "legal_sizes":
                    expect = expect with { LegalSizes = ReadList(item) };
                    break;
                default:
                    context.Faults.Report(Rules.UnknownKey, context.Place(item.Key), key, "'expect'", Suggestions.DidYouMean(key, ExpectKeys));
                    break;
            }
        }

        return expect;
    }

    private ListValue? ReadList(SyntaxEntry item)
    {
        if (item.Value.Kind == SyntaxKind.Sequence && _values.Read(item.Value, item.Key.Text) is ListValue list)
        {
            return list;
        }

        context.Reject(Rules.WrongNode, item.Value, $"'{item.Key.Text}'", "a list", ReadContext.Describe(item.Value));
        return null;
    }
}

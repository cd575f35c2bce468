using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Expressions;

namespace SeNetGen.Language.Binding;

/// <summary>
/// Finds what a file defines and none of its variants uses, following names from the sections and settings through parameters, lets and
/// blocks. A block's own parameters are not looked at: blocks that stand in for each other take the same ones, whether they need them or not.
/// </summary>
internal sealed class UnusedDefinitions
{
    // No names but the family's.
    private static readonly IReadOnlyDictionary<string, LetDeclaration?> None = new Dictionary<string, LetDeclaration?>();

    private readonly FileDeclarations _own;
    private readonly Inheritance _family;
    private readonly Dictionary<string, MergedParameter> _parameters;
    private readonly Dictionary<string, LetDeclaration> _lets;
    private readonly Dictionary<string, BlockParts> _blocks;
    private readonly HashSet<SourceRef> _used = [];

    private UnusedDefinitions(FileDeclarations own, Inheritance family)
    {
        _own = own;
        _family = family;
        _parameters = family.Parameters.ToDictionary(parameter => parameter.Parts.Name, StringComparer.Ordinal);
        _lets = family.Lets.ToDictionary(let => let.Name, StringComparer.Ordinal);
        _blocks = family.Blocks.ToDictionary(block => block.Name, StringComparer.Ordinal);
    }

    /// <summary>Reports the file's own unused definitions; one without variants only offers its own to others.</summary>
    /// <param name="own">The file.</param>
    /// <param name="family">The file with its bases.</param>
    /// <param name="faults">Takes the warnings.</param>
    /// <returns>The definitions of bases that the file uses: what a base offers is not unused there.</returns>
    public static EquatableArray<SourceRef> Report(FileDeclarations own, Inheritance family, FaultBag faults)
    {
        var definitions = new UnusedDefinitions(own, family);
        definitions.UseRoots();
        if (own.Variants.Count > 0)
        {
            definitions.Report(faults);
        }

        return new(definitions._used.Where(at => at.File != own.File).OrderBy(at => at.File, StringComparer.Ordinal).ThenBy(at => at.Node));
    }

    private void UseRoots()
    {
        Use(_family.Input?.Channels);
        Use(_family.Input?.Height);
        Use(_family.Input?.Width);
        foreach (var section in new[] { _family.Stem, _family.Stages, _family.Head })
        {
            Use(section?.Layers ?? default, None);
        }

        foreach (var value in _family.Defaults)
        {
            Use(value.Value, None);
        }

        foreach (var expect in _own.Variants.Select(variant => variant.Expect).OfType<ExpectDeclaration>())
        {
            foreach (var value in new ArgumentValue?[] { expect.Parameters, expect.Macs, expect.Output, expect.Features, expect.LegalSizes })
            {
                Use(value);
            }
        }

        if (_own.Variants.Count == 0)
        {
            foreach (var name in _own.Parameters.Select(parameter => parameter.Name).Concat(_own.Lets.Select(let => let.Name)).Concat(_own.Blocks.Select(block => block.Name)))
            {
                UseName(name);
            }
        }
    }

    private void Report(FaultBag faults)
    {
        foreach (var parameter in _own.Parameters)
        {
            Report(parameter.At, $"parameter '{parameter.Name}'", faults);
        }

        foreach (var let in _own.Lets)
        {
            Report(let.At, $"let '{let.Name}'", faults);
        }

        foreach (var block in _own.Blocks)
        {
            if (Report(block.At, $"block '{block.Name}'", faults))
            {
                foreach (var let in block.Lets)
                {
                    Report(let.At, $"let '{let.Name}' of block '{block.Name}'", faults);
                }
            }
        }
    }

    private bool Report(SourceRef at, string what, FaultBag faults)
    {
        if (_used.Contains(at))
        {
            return true;
        }

        faults.Report(Rules.UnusedDefinition, at, what);
        return false;
    }

    // One name may be a parameter's and a block's: which is meant depends on where it stands, so both count.
    private void UseName(string name)
    {
        if (_parameters.TryGetValue(name, out var parameter) && _used.Add(parameter.Parts.At))
        {
            Use(parameter.Parts.Default);
            foreach (var setting in _own.Variants.SelectMany(variant => variant.Settings).Where(setting => setting.Name == name))
            {
                Use(setting.Value);
            }
        }

        if (_lets.TryGetValue(name, out var let) && _used.Add(let.At))
        {
            Use(let.Value);
        }

        if (_blocks.TryGetValue(name, out var block) && _used.Add(block.At))
        {
            UseBlock(block);
        }
    }

    private void UseBlock(BlockParts block)
    {
        var own = new Dictionary<string, LetDeclaration?>(StringComparer.Ordinal);
        foreach (var parameter in block.Parameters)
        {
            own[parameter.Name] = null;
        }

        foreach (var let in block.Lets)
        {
            own[let.Name] = let;
        }

        foreach (var parameter in block.Parameters)
        {
            Use(parameter.Default, own);
        }

        foreach (var section in block.Sections)
        {
            Use(section.Layers, own);
        }
    }

    private void Use(EquatableArray<LayerNode> layers, IReadOnlyDictionary<string, LetDeclaration?> own)
    {
        foreach (var layer in layers)
        {
            if (layer.Head is { } head)
            {
                UseName(head, own);
            }

            foreach (var value in layer.Arguments.Select(argument => argument.Value).Concat([layer.Main, layer.When, layer.Repeat]))
            {
                Use(value, own);
            }

            Use(layer.Body ?? default, own);
        }
    }

    private void UseName(string name, IReadOnlyDictionary<string, LetDeclaration?> own)
    {
        if (!own.TryGetValue(name, out var let))
        {
            UseName(name);
        }
        else if (let is not null && _used.Add(let.At))
        {
            Use(let.Value, own);
        }
    }

    private void Use(ArgumentValue? value) => Use(value, None);

    private void Use(ArgumentValue? value, IReadOnlyDictionary<string, LetDeclaration?> own)
    {
        switch (value)
        {
            case ScalarValue scalar when ExpressionParser.Parse(scalar, new FaultBag()) is { } expression:
                foreach (var name in ExpressionNames.Of(expression))
                {
                    UseName(name, own);
                }

                break;
            case ListValue list:
                UseAll(list.Items, own);
                break;
            case EachValue each:
                UseAll(each.Items, own);
                break;
            case FirstRestValue firstRest:
                Use(firstRest.First, own);
                Use(firstRest.Rest, own);
                break;
            case LayerValue layer:
                UseName(layer.Head, own);
                Use(layer.Main, own);
                UseAll(layer.Arguments.Select(argument => argument.Value), own);
                break;
        }
    }

    private void UseAll(IEnumerable<ArgumentValue> values, IReadOnlyDictionary<string, LetDeclaration?> own)
    {
        foreach (var value in values)
        {
            Use(value, own);
        }
    }
}

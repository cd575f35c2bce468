using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Binding;

/// <summary>Checks a merged family: the types of its declarations, then every layer and every variant.</summary>
internal sealed class FamilyChecker
{
    private readonly Inheritance _family;
    private readonly HashSet<SourceRef> _unusable;
    private readonly FaultBag _faults;
    private readonly StaticScope _scope;
    private readonly BlockTable _blocks = new();
    private readonly Dictionary<string, TypeChecker.Place> _blockPlaces = new(StringComparer.Ordinal);
    private readonly TypeChecker _types;
    private readonly CallChecker _calls;
    private readonly BodyChecker _bodies;
    private IReadOnlyDictionary<string, LayerNode> _members = new Dictionary<string, LayerNode>();

    public FamilyChecker(Inheritance family, HashSet<SourceRef> unusable, FaultBag faults)
    {
        _family = family;
        _unusable = unusable;
        _faults = faults;
        _scope = new StaticScope(null) { OnCycle = ReportCycle };
        _types = new TypeChecker([.. family.Blocks.Select(block => block.Name)], unusable, faults);
        var defaults = new HashSet<(string, string)>(family.Defaults.Select(value => (value.Operation, value.Argument)));
        _calls = new CallChecker(_blocks, _types, defaults, unusable, faults);
        _bodies = new BodyChecker(_calls, _types, unusable, faults);
    }

    // Nothing of the family stands in a layer.
    private TypeChecker.Place FamilyPlace => new(_scope, false, false);

    /// <summary>The type of a family parameter; null when unknown.</summary>
    public StaticType? TypeOf(string parameter) => _scope.TryFind(parameter, out var type) ? type : null;

    /// <summary>The parameters of a block with their kinds.</summary>
    public EquatableArray<ParameterDeclaration> ParametersOf(BlockParts block)
    {
        var entry = _blocks.Find(block.Name)!;
        return new(block.Parameters.Select((parts, i) => Declare(parts, entry.Parameters[i].Type)));
    }

    /// <summary>A parameter with its kind; an unknown one counts as an integer, and its default is unusable.</summary>
    public static ParameterDeclaration Declare(ParameterParts parts, StaticType? type) =>
        new(parts.Name, type?.Kind ?? Kind.Integer, parts.Default, parts.IsRuntime, parts.At);

    /// <summary>Finds the types of all parameters and lets, and makes the blocks callable.</summary>
    public void CheckDeclarations()
    {
        foreach (var parameter in _family.Parameters)
        {
            _scope.Declare(parameter.Parts.Name, () => FindType(parameter));
        }

        foreach (var let in _family.Lets)
        {
            if (_family.Parameters.FirstOrDefault(parameter => parameter.Parts.Name == let.Name) is { } clash)
            {
                _faults.Report(Rules.DuplicateName, let.At, "let", let.Name, clash.Parts.At);
            }
            else
            {
                _scope.Declare(let.Name, () => _types.TypeOf(let.Value, FamilyPlace));
            }
        }

        // Blocks first by name: a default may call a block that stands further down.
        foreach (var block in _family.Blocks)
        {
            CheckBlockName(block);
            _blocks.Add(new BlockTable.Entry(block, [.. block.Parameters.Select(RequiredOrUnknown)]));
        }

        foreach (var parameter in _family.Parameters)
        {
            CheckParameter(parameter);
        }

        foreach (var let in _family.Lets)
        {
            _scope.TryFind(let.Name, out _);
        }

        foreach (var block in _family.Blocks)
        {
            _blocks.Add(CheckBlockParameters(block));
        }
    }

    /// <summary>Checks the input, every layer and the family's defaults.</summary>
    public void CheckLayers()
    {
        foreach (var value in new[] { _family.Input?.Channels, _family.Input?.Height, _family.Input?.Width })
        {
            if (value is not null)
            {
                _types.Expect(value, Kind.Integer, "the input", FamilyPlace);
            }
        }

        // Presets were first read before the types of blocks' parameters were known.
        foreach (var parameter in _family.Parameters)
        {
            if (parameter.Parts.Default is { } value)
            {
                _types.TypeOf(value, FamilyPlace);
            }
        }

        foreach (var value in _family.Defaults)
        {
            _calls.CheckDefault(value, FamilyPlace with { HasChannels = true });
        }

        foreach (var section in new[] { _family.Stem, _family.Stages, _family.Head })
        {
            if (section is not null)
            {
                _bodies.Check(section.Layers, new TypeChecker.Place(_scope, true, true));
            }
        }

        foreach (var block in _family.Blocks)
        {
            foreach (var section in block.Sections)
            {
                _bodies.Check(section.Layers, _blockPlaces[block.Name]);
            }
        }
    }

    /// <summary>Checks the names that layers take in C# and in the state dict.</summary>
    public void CheckMembers()
    {
        var members = new MemberChecker(name => _blocks.Find(name) is not null, _faults);
        _members = members.Check([.. new[] { _family.Stem, _family.Stages, _family.Head }.SelectMany(section => section?.Layers ?? default)]);
        foreach (var block in _family.Blocks)
        {
            members.Check([.. block.Sections.SelectMany(section => section.Layers)]);
        }
    }

    /// <summary>Checks what a variant sets and claims.</summary>
    public VariantDeclaration CheckVariant(VariantDeclaration variant)
    {
        var before = _faults.Faults.Count;
        if (_members.TryGetValue(variant.ClassName, out var layer))
        {
            _faults.Report(Rules.WrongClassName, variant.At, variant.ClassName, $"layer '{layer.Name}' becomes its member of that name; give the layer 'member: Name'");
        }

        foreach (var setting in variant.Settings)
        {
            CheckSetting(variant, setting);
        }

        foreach (var parameter in _family.Parameters)
        {
            if (parameter.Parts.Default is null && variant.Settings.All(setting => setting.Name != parameter.Parts.Name))
            {
                _faults.Report(Rules.RequiredParameter, variant.At, variant.ClassName, parameter.Parts.Name);
            }
        }

        if (variant.Expect is { } expect)
        {
            foreach (var value in new ArgumentValue?[] { expect.Parameters, expect.Macs }.Concat(expect.Output?.Items ?? default).Concat(expect.Features?.Items ?? default).Concat(expect.LegalSizes?.Items ?? default))
            {
                if (value is not null)
                {
                    _types.Expect(value, Kind.Integer, "'expect'", FamilyPlace);
                }
            }
        }

        return variant with { HasErrors = variant.HasErrors || _faults.Faults.Skip(before).Any(fault => fault.Rule.Severity == Severity.Error) };
    }

    /// <summary>Checks what a base's variant sets for a file that extends it: the same faults as the base itself shows.</summary>
    public void CheckBaseVariant(VariantDeclaration variant)
    {
        foreach (var setting in variant.Settings)
        {
            CheckSetting(variant, setting);
        }
    }

    private void CheckSetting(VariantDeclaration variant, Argument setting)
    {
        var parameter = _family.Parameters.FirstOrDefault(candidate => candidate.Parts.Name == setting.Name);
        if (parameter is null)
        {
            var known = _family.Parameters.Select(candidate => candidate.Parts.Name).Concat(Names.VariantKeys);
            _faults.Report(Rules.UnknownKey, setting.At, setting.Name, $"variant '{variant.ClassName}'",
                Suggestions.DidYouMean(setting.Name, known) is { Length: > 0 } text ? text : "; a variant sets parameters of its family, and has 'name', 'summary' and 'expect'");
            return;
        }

        CheckFits(setting.Value, TypeOf(setting.Name), setting.Name);
    }

    private void CheckFits(ArgumentValue value, StaticType? wanted, string name)
    {
        var type = _types.TypeOf(value, FamilyPlace);
        if (type is null || wanted is null)
        {
            return;
        }

        if (!type.Fits(wanted.Kind))
        {
            _types.Reject(value, $"'{name}'", StaticType.Describe(wanted.Kind), type);
        }
        else if (wanted.Item is { } item && type.Item is { } given && !given.Fits(item.Kind) && value is ListValue { Items.Count: > 0 } list)
        {
            _types.Reject(list.Items[0], $"an item of '{name}'", StaticType.Describe(item.Kind), given);
        }
    }

    private StaticType? FindType(MergedParameter parameter)
    {
        var origin = parameter.Origin;
        if (origin.Required is { } required)
        {
            return new StaticType(required, required == Kind.List ? StaticType.Integer : null);
        }

        return origin.Default is { } value ? _types.TypeOf(value, FamilyPlace) : null;
    }

    private void CheckParameter(MergedParameter merged)
    {
        var parameter = merged.Parts;
        _scope.TryFind(parameter.Name, out var type);
        if (!ReferenceEquals(merged.Parts, merged.Origin) && !merged.IsSetting && parameter.Default is { } value)
        {
            CheckChangedKind(merged, value, type);
        }

        if (type?.Kind == Kind.Layer)
        {
            CheckLayerName(parameter);
        }

        if (parameter.IsRuntime && type is not null && type.Kind is not (Kind.Integer or Kind.Real))
        {
            _faults.Report(Rules.WrongRuntimeParameter, parameter.At, parameter.Name, $"must be an integer or a real number, and its default is {StaticType.Describe(type.Kind)}");
            _unusable.Add(parameter.Default?.At ?? parameter.At);
        }
    }

    private void CheckChangedKind(MergedParameter merged, ArgumentValue value, StaticType? type)
    {
        var own = _types.TypeOf(value, FamilyPlace);
        if (own is not null && type is not null && !own.Fits(type.Kind))
        {
            _faults.Report(Rules.KindChanged, value.At, merged.Parts.Name, StaticType.Describe(type.Kind), merged.Origin.At, StaticType.Describe(own.Kind));
            _unusable.Add(value.At);
        }
    }

    private void CheckLayerName(ParameterParts parameter)
    {
        if (OperationTable.Find(parameter.Name) is not null)
        {
            _faults.Report(Rules.NameClash, parameter.At, "the layer-valued parameter", parameter.Name, "an operation");
        }
        else if (_blocks.Find(parameter.Name) is not null)
        {
            _faults.Report(Rules.NameClash, parameter.At, "the layer-valued parameter", parameter.Name, "a block");
        }
        else if (Names.WhyReservedHead(parameter.Name) is { } why)
        {
            _faults.Report(Rules.ReservedName, parameter.At, "a layer-valued parameter", parameter.Name, why);
        }
    }

    private void CheckBlockName(BlockParts block)
    {
        if (OperationTable.Find(block.Name) is not null)
        {
            _faults.Report(Rules.NameClash, block.At, "block", block.Name, "an operation");
        }
    }

    // Before its defaults are looked at, a parameter's type is known only where it has none.
    private static BlockTable.Parameter RequiredOrUnknown(ParameterParts parameter) =>
        new(parameter.Name, parameter.Required is { } kind ? new StaticType(kind) : null, parameter.Default is null);

    private BlockTable.Entry CheckBlockParameters(BlockParts block)
    {
        var scope = new StaticScope(_scope);
        var place = new TypeChecker.Place(scope, true, true);
        var parameters = new List<BlockTable.Parameter>();
        foreach (var parameter in block.Parameters)
        {
            // A default sees what stands before it, then the family.
            var type = parameter.Required is { } kind ? new StaticType(kind, kind == Kind.List ? StaticType.Integer : null)
                : parameter.Default is { } value ? _types.TypeOf(value, place) : null;
            if (type?.Kind == Kind.Layer)
            {
                CheckLayerName(parameter);
            }

            scope.Declare(parameter.Name, type);
            parameters.Add(new BlockTable.Parameter(parameter.Name, type, parameter.Default is null));
        }

        foreach (var let in block.Lets)
        {
            if (block.Parameters.FirstOrDefault(parameter => parameter.Name == let.Name) is { } clash)
            {
                _faults.Report(Rules.DuplicateName, let.At, "let", let.Name, clash.At);
            }
            else
            {
                scope.Declare(let.Name, _types.TypeOf(let.Value, place));
            }
        }

        _blockPlaces[block.Name] = place;
        return new BlockTable.Entry(block, parameters);
    }

    private void ReportCycle(string name, IReadOnlyList<string> way)
    {
        var parameter = _family.Parameters.FirstOrDefault(candidate => candidate.Parts.Name == name)?.Parts;
        var at = parameter?.At ?? _family.Lets.First(let => let.Name == name).At;
        _faults.Report(Rules.CyclicDefinition, at, name, string.Join(" needs ", way.Select(other => $"'{other}'")));
        if (parameter?.Default is { } value)
        {
            _unusable.Add(value.At);
        }
    }
}

using System.Globalization;
using CsCheck;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>An architecture in the language.</summary>
/// <param name="Files">Its files: the one with its variants, then those that it extends.</param>
/// <param name="Constructs">What of the language they use.</param>
internal sealed record WrittenArchitecture(IReadOnlyList<(string File, string Text)> Files, IReadOnlySet<Construct> Constructs);

/// <summary>
/// Writes a random architecture down with all that the language offers. Numbers become expressions over parameters and lets, calls take
/// their presets from layer-valued parameters, and the whole may be spread over files that extend each other. What each of it means is
/// known by the way it was made, so that nothing here evaluates or binds anything.
/// </summary>
internal sealed class ArchitectureWriter
{
    private readonly RandomArchitecture _architecture;
    private readonly Draw _draw;
    private readonly Constructs _constructs = new();
    private readonly NameScope _family = new();
    private readonly Declarations _declarations;
    private readonly ExpressionWriter _expressions;
    private readonly LayerWriter _layers;

    private ArchitectureWriter(RandomArchitecture architecture)
    {
        _architecture = architecture;
        _draw = new(new PCG(5, (ulong)architecture.Seed));
        _declarations = new(_draw, _constructs);
        _expressions = new(_draw, _declarations, _constructs);
        _layers = new(architecture, _draw, _declarations, _expressions, _constructs);
    }

    /// <summary>The files.</summary>
    public static WrittenArchitecture Write(RandomArchitecture architecture) => new ArchitectureWriter(architecture).Write();

    private WrittenArchitecture Write()
    {
        DeclareSettings();
        var blocks = _architecture.Blocks.Select(block => Block(block.Key, block.Value)).ToArray();
        (string Name, string[] Lines)[] sections =
        [
            ("stem", [.. _layers.Body(_family, _architecture.Stem)]), ("stages", [.. _layers.Body(_family, _architecture.Stages)]),
            ("head", [.. _layers.Body(_family, _architecture.Head)]),
        ];
        var depth = _architecture.Blocks.Keys.Select(_architecture.DepthOf).DefaultIfEmpty(0).Max();
        _constructs.Add(Construct.BlockInBlock, depth >= 2);
        _constructs.Add(Construct.ThreeBlocksDeep, depth >= 3);
        var files = new FileWriter(_architecture, _draw, _constructs, _layers, _family, _declarations).Write(blocks, sections);
        return new(files, _constructs.Used);
    }

    // What differs between variants, and what is decided by the constructor.
    private void DeclareSettings()
    {
        var settings = _architecture.Variants[0].Settings;
        void Integer(string name, long value, bool isRuntime = false) =>
            _declarations.Parameters(_family).Add(new(name, value, value.ToString(CultureInfo.InvariantCulture), "3") { IsRuntime = isRuntime });
        Integer("wide", settings.Wide);
        Integer("deep", settings.Deep);
        _declarations.Parameters(_family).Add(new("act", Preset(settings.Act), _layers.Text(_family, Preset(settings.Act)), "none"));
        if (_architecture.HasRuntimeChannels)
        {
            _constructs.Add(Construct.RuntimeChannels);
            Integer("in_channels", settings.Channels, isRuntime: true);
        }

        if (_architecture.HasRuntimeClasses)
        {
            _constructs.Add(Construct.RuntimeClasses);
            Integer("classes", settings.Classes, isRuntime: true);
        }
    }

    /// <summary>A layer as a preset.</summary>
    internal static Preset Preset(RandomLayer layer) => new(layer.Head, layer.Main, [.. layer.Arguments.Select(argument => (argument.Name, (object)argument.Value))]);

    // What parameters it takes is known once its body is written.
    private WrittenBlock Block(string name, RandomBlock block)
    {
        var scope = new NameScope(_family);
        if (_draw.Chance(25) && _family.All<long>().ToArray() is { Length: > 0 } names)
        {
            // A name of the family that stands for something else here.
            _constructs.Add(Construct.ShadowedName);
            var (shadow, value) = _draw.Pick(names);
            var other = value + _draw.Between(1, 3);
            _declarations.Add(scope, new(shadow, other, other.ToString(CultureInfo.InvariantCulture), "1"));
        }

        List<string> body = [];
        void Section(string key, IReadOnlyList<RandomLayer> layers) => body.AddRange([$"{key}:", .. _layers.Body(scope, layers).Select(line => "  " + line)]);
        var isShortcutFirst = block.Shortcut is not null && _draw.Chance(20);
        if (isShortcutFirst)
        {
            Section("shortcut", block.Shortcut!);
        }

        Section(block.IsPlain ? "layers" : "residual", block.Residual);
        if (block.Shortcut is not null && !isShortcutFirst)
        {
            Section("shortcut", block.Shortcut);
        }

        if (block.After.Count > 0)
        {
            Section("after", block.After);
        }

        var used = block.Layers.SelectMany(layer => layer.Arguments.Select(argument => argument.Value).Concat(layer.Series.SelectMany(series => series.Values)).Append(layer.Main)).ToHashSet();
        string[] lets =
        [
            .. BlockArguments.Lets.Where(let => used.Contains("$" + let.Key)).Select(let => $"{let.Key}: {let.Value}"),
            .. _declarations.Lets(scope).Select(let => $"{let.Name}: {let.Text}"),
        ];
        _constructs.Add(Construct.LetOfABlock, lets.Length > 0);
        var parameters = _declarations.Parameters(scope);
        _layers.Pass(name, [.. parameters.Where(parameter => parameter.IsPassed)]);
        string[] Head(Func<Declared, bool> hasDecoy)
        {
            string[] entries =
            [
                "planes: required", "stride: 1", .. block.Layers.Any(layer => layer.Presence == Presence.WhereGated) ? ["gated: true"] : Array.Empty<string>(),
                .. parameters.Select(parameter => parameter.Entry(hasDecoy(parameter) ? parameter.Decoy : parameter.Text)),
            ];
            return [$"{name}:", .. _draw.Chance(70) ? [$"  parameters: {{ {string.Join(", ", entries)} }}"] : entries.Select(entry => "    " + entry).Prepend("  parameters:")];
        }

        return new(
            name,
            [.. Head(parameter => parameter.IsPassed), .. lets.Length == 0 ? [] : lets.Select(let => "    " + let).Prepend("  let:"), .. body.Select(line => "  " + line)],
            [.. Head(parameter => parameter.IsPassed || parameter.Block is not null), "  layers: { c: { conv: planes, stride: stride } }"]);
    }
}

/// <summary>A block's lines, and those of another block that takes the same arguments.</summary>
internal sealed record WrittenBlock(string Name, IReadOnlyList<string> Lines, IReadOnlyList<string> Decoy);

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>
/// Spreads a family over one to three files that extend each other. What a file inherits and replaces there is a decoy: of the same form,
/// and of another meaning.
/// </summary>
internal sealed class FileWriter(RandomArchitecture architecture, Draw draw, Constructs constructs, LayerWriter layers, NameScope family, Declarations declarations)
{
    private static readonly (string Name, string[] Lines)[] DecoySections =
        [("stem", ["c: { conv: 4 }"]), ("stages", ["r: relu"]), ("head", ["pool: global_avg_pool", "fc: { linear: 3 }"])];

    private readonly string[] _acts = [.. architecture.Variants.Select(variant => layers.Text(NameScope.Closed, ArchitectureWriter.Preset(variant.Settings.Act)))];
    private readonly Dictionary<string, string>[] _settings = [.. architecture.Variants.Select(_ => new Dictionary<string, string>(StringComparer.Ordinal))];

    /// <summary>The files, the one with the architecture's variants first.</summary>
    public IReadOnlyList<(string File, string Text)> Write(IReadOnlyList<WrittenBlock> blocks, IReadOnlyList<(string Name, string[] Lines)> sections)
    {
        var form = draw.Below(100);
        var folder = draw.Chance(50) ? "bases/" : "";
        List<FileParts> files = [new(architecture.ClassName + ".senet.yaml")];
        if (form >= 55)
        {
            files.Add(new($"{folder}{architecture.ClassName}Base.senet.yaml"));
            constructs.Add(Construct.Extends);
        }

        if (form >= 87)
        {
            files.Add(new($"{architecture.ClassName}Root.senet.yaml"));
            constructs.Add(Construct.ExtendsTwice);
        }

        // A base with a variant is whole: it has an input and sections of its own, all of them replaced.
        var isWhole = form is >= 70 and < 87;
        var baseClass = isWhole ? architecture.ClassName + "Base" : null;
        for (var i = 0; i < files.Count - 1; i++)
        {
            var target = files[i + 1].File;
            files[i].Extends = (i == 0 ? target : (folder.Length > 0 ? "../" : "") + target) + (baseClass is null ? "" : "#" + baseClass);
        }

        Input(files, isWhole);
        Parameters(files, isWhole);
        Blocks(files, blocks, out var isComplete);
        Sections(files, sections, isWhole, isComplete);
        if (baseClass is not null)
        {
            constructs.Add(Construct.ExtendsVariant);
            files[1].Variants.Add((baseClass, files[1].Settings));
        }

        for (var i = 0; i < architecture.Variants.Count; i++)
        {
            files[0].Variants.Add((architecture.Variants[i].ClassName, _settings[i]));
        }

        constructs.Add(Construct.TwoVariants, architecture.Variants.Count > 1);
        return [.. files.Select(file => (file.File, file.Text()))];
    }

    private void Input(List<FileParts> files, bool isWhole)
    {
        var channels = architecture.HasRuntimeChannels ? "in_channels" : "3";
        var whole = Spot.Text(architecture.Height);
        var rest = $"width: {Spot.Text(architecture.Width)} }}";
        if (files.Count > 1 && draw.Chance(40))
        {
            files[^1].Input = $"{{ channels: {channels}, height: {Spot.Text(architecture.Height + 1)}, {rest}";
            files[0].Input = $"{{ height: {whole} }}";
        }
        else
        {
            files[isWhole ? ^1 : draw.Below(files.Count)].Input = $"{{ channels: {channels}, height: {whole}, {rest}";
        }
    }

    // Every name is declared in the furthest file; some with a default that a nearer one replaces.
    private void Parameters(List<FileParts> files, bool isWhole)
    {
        foreach (var let in declarations.Lets(family))
        {
            var isReplaced = files.Count > 1 && draw.Chance(20);
            files[^1].Lets.Add($"{let.Name}: {(isReplaced ? "5" : let.Text)}");
            if (isReplaced)
            {
                files[0].Lets.Add($"{let.Name}: {let.Text}");
            }
        }

        foreach (var parameter in declarations.Parameters(family))
        {
            // A block may be known to the nearest file alone.
            var text = OfVariant(parameter, 0);
            if (draw.Chance(75) && (parameter.Block is null || files.Count == 1))
            {
                files[^1].Parameters.Add(parameter.Entry(text));
            }
            else
            {
                files[^1].Parameters.Add(parameter.Entry(parameter.Decoy));
                Replace(files, parameter, text, isWhole);
            }

            for (var i = 1; i < architecture.Variants.Count; i++)
            {
                if (OfVariant(parameter, i) is var other && (other != text || _settings[0].ContainsKey(parameter.Name)))
                {
                    _settings[i][parameter.Name] = other;
                }
            }
        }
    }

    private void Replace(List<FileParts> files, Declared parameter, string text, bool isWhole)
    {
        if (isWhole && parameter.Block is null && draw.Chance(50))
        {
            files[1].Settings[parameter.Name] = text;
        }
        else if (files.Count > 1 && draw.Chance(50))
        {
            constructs.Add(Construct.ReplacedDefault);
            files[parameter.Block is null ? draw.Below(files.Count - 1) : 0].Parameters.Add(parameter.Entry(text));
        }
        else
        {
            constructs.Add(Construct.Setting);
            _settings[0][parameter.Name] = text;
        }
    }

    private string OfVariant(Declared parameter, int variant)
    {
        var settings = architecture.Variants[variant].Settings;
        return variant == 0 ? parameter.Text : parameter.Name switch
        {
            "wide" => Spot.Text(settings.Wide),
            "deep" => Spot.Text(settings.Deep),
            "act" => _acts[variant],
            "classes" => Spot.Text(settings.Classes),
            _ => parameter.Text,
        };
    }

    // A block calls those before it, so each file holds the first of what is left.
    private void Blocks(List<FileParts> files, IReadOnlyList<WrittenBlock> blocks, out bool isComplete)
    {
        var next = 0;
        for (var i = files.Count - 1; i >= 0; i--)
        {
            var count = i == 0 ? blocks.Count - next : draw.Between(0, blocks.Count - next);
            files[i].Blocks.AddRange(blocks.Skip(next).Take(count).SelectMany(block => block.Lines));
            next += count;
            if (i > 0 && next < blocks.Count && draw.Chance(40))
            {
                constructs.Add(Construct.ReplacedBlock);
                files[i].Blocks.AddRange(blocks[^1].Decoy);
            }
        }

        isComplete = files[0].Blocks.Count == 0;
    }

    private void Sections(List<FileParts> files, IReadOnlyList<(string Name, string[] Lines)> sections, bool isWhole, bool isComplete)
    {
        for (var i = 0; i < sections.Count; i++)
        {
            // Only stages call blocks, which must be known where they are called.
            var isInherited = files.Count > 1 && !isWhole && (isComplete || sections[i].Name != "stages") && draw.Chance(40);
            constructs.Add(Construct.InheritedSection, isInherited);
            files[isInherited ? 1 : 0].Sections.Add(sections[i]);
            if (!isInherited && files.Count > 1 && (isWhole || draw.Chance(30)))
            {
                constructs.Add(Construct.ReplacedSection);
                files[^1].Sections.Add(DecoySections[i]);
            }
        }
    }

    /// <summary>What stands in one file.</summary>
    private sealed class FileParts(string file)
    {
        public string File => file;

        public string? Extends { get; set; }

        public string? Input { get; set; }

        public List<string> Parameters { get; } = [];

        public List<string> Lets { get; } = [];

        public List<string> Blocks { get; } = [];

        public List<(string Name, string[] Lines)> Sections { get; } = [];

        public List<(string Name, Dictionary<string, string> Settings)> Variants { get; } = [];

        public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

        public string Text()
        {
            List<string> lines = ["language: 1", "family: Random"];
            void Section(string name, IReadOnlyCollection<string> content)
            {
                if (content.Count > 0)
                {
                    lines.Add(name + ":");
                    lines.AddRange(content.Select(line => "  " + line));
                }
            }

            lines.AddRange(Extends is null ? [] : ["extends: " + Extends]);
            lines.AddRange(Input is null ? [] : ["input: " + Input]);
            Section("parameters", Parameters);
            Section("let", Lets);
            foreach (var (name, content) in Sections)
            {
                Section(name, content);
            }

            Section("blocks", Blocks);
            Section("variants", [.. Variants.Select(variant => $"{variant.Name}: {{{string.Join(",", variant.Settings.Select(setting => $" {setting.Key}: {setting.Value}"))} }}")]);
            return string.Join('\n', lines) + "\n";
        }
    }
}

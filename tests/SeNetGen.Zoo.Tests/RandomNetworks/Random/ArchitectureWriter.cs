using System.Globalization;
using System.Text;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>Writes a random architecture down as a file.</summary>
internal static class ArchitectureWriter
{
    /// <summary>The file's text.</summary>
    public static string Write(RandomArchitecture architecture)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"language: 1\nfamily: Random\ninput: {{ channels: 3, height: {architecture.Height}, width: {architecture.Width} }}\n");
        Section(text, "", "stem", architecture.Stem);
        Section(text, "", "stages", architecture.Stages);
        Section(text, "", "head", architecture.Head);
        text.Append("blocks:\n");
        foreach (var (name, block) in architecture.Blocks)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name}:\n    parameters: {{ planes: required, stride: 1 }}\n");
            Section(text, "    ", block.IsPlain ? "layers" : "residual", block.Residual);
            if (block.Shortcut is not null)
            {
                Section(text, "    ", "shortcut", block.Shortcut);
            }

            if (block.After.Count > 0)
            {
                Section(text, "    ", "after", block.After);
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"variants:\n  {architecture.ClassName}: {{}}\n").ToString();
    }

    private static void Section(StringBuilder text, string indent, string name, IReadOnlyList<RandomLayer> layers)
    {
        text.Append(CultureInfo.InvariantCulture, $"{indent}{name}:\n");
        foreach (var layer in layers)
        {
            if (layer.Group is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{indent}  {layer.Name}:\n");
                Section(text, indent + "    ", "layers", layer.Group);
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"{indent}  {layer.Name}: {{ {string.Join(", ", Parts(layer))} }}\n");
        }
    }

    private static IEnumerable<string> Parts(RandomLayer layer)
    {
        yield return layer.Main is null ? layer.Head : $"{layer.Head}: {Value(layer.Main)}";
        foreach (var (name, value) in layer.Arguments)
        {
            yield return $"{name}: {Value(value)}";
        }

        if (layer.From is not null)
        {
            yield return "from: " + layer.From;
        }

        if (layer.Repeat > 0)
        {
            yield return "repeat: " + layer.Repeat.ToString(CultureInfo.InvariantCulture);
        }

        switch (layer.Presence)
        {
            case Presence.Always:
                yield return "when: true";
                break;
            case Presence.Never:
                yield return "when: false";
                break;
            case Presence.WhereShapeChanges:
                yield return "when: stride != 1 or input.channels != planes";
                break;
            default:
                break;
        }
    }

    private static string Value(string value) => value.StartsWith('$') ? value[1..] : value;
}

using System.Text.RegularExpressions;

namespace SeNetGen.Checkpoints;

/// <summary>
/// How SE-ResNets name their tensors: timm's and torchvision's way, Cadena's (pretrained-models.pytorch, timm's legacy networks), and MindCV's. Names of different
/// layouts are compared in the first.
/// </summary>
public static partial class KeyLayout
{
    /// <summary>timm's names; torchvision's ResNets have the same.</summary>
    public const string Timm = "timm";

    /// <summary>torchvision's names.</summary>
    public const string TorchVision = "torchvision";

    /// <summary>Cadena's names.</summary>
    public const string Cadena = "cadena";

    /// <summary>MindCV's names.</summary>
    public const string MindCv = "mindcv";

    /// <summary>All that can be asked for.</summary>
    public static IReadOnlyList<string> All { get; } = [Timm, MindCv, Cadena, TorchVision];

    /// <summary>The layout that a set of names is in; null when they are of none of those with a stem called layer0, so timm's or torchvision's.</summary>
    /// <param name="names">Names of tensors.</param>
    public static string Of(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var layout = Timm;
        foreach (var name in names)
        {
            if (name is "layer0.0.weight" or "classifier.weight" || name.Contains(".se_module.conv_reduce.", StringComparison.Ordinal))
            {
                return MindCv;
            }

            if (name is "layer0.conv1.weight" or "last_linear.weight" || name.Contains(".se_module.", StringComparison.Ordinal))
            {
                layout = Cadena;
            }
        }

        return layout;
    }

    /// <summary>A name as timm has it; those of deep stems need <paramref name="isDeep"/>.</summary>
    /// <param name="name">A name of <paramref name="layout"/>.</param>
    /// <param name="layout">One of <see cref="All"/>.</param>
    /// <param name="isDeep">Whether the stem has three convolutions.</param>
    public static string ToTimm(string name, string layout, bool isDeep)
    {
        if (layout is Timm or TorchVision)
        {
            return name;
        }

        name = Stem().Replace(name, match => match.Groups[1].Value switch
        {
            "conv1" or "0" => isDeep ? "conv1.0." : "conv1.",
            "bn1" or "1" => isDeep ? "conv1.1." : "bn1.",
            "conv2" or "3" => "conv1.3.",
            "bn2" or "4" => "conv1.4.",
            "conv3" or "6" => "conv1.6.",
            _ => "bn1.",
        });
        name = name.Replace(".se_module.conv_reduce.", ".se.fc1.", StringComparison.Ordinal).Replace(".se_module.conv_expand.", ".se.fc2.", StringComparison.Ordinal).Replace(".se_module.", ".se.", StringComparison.Ordinal);
        return Head().Replace(name, "fc.");
    }

    /// <summary>Whether names tell a stem of three convolutions.</summary>
    /// <param name="names">Names of tensors.</param>
    public static bool IsDeep(IEnumerable<string> names) => names.Any(name => name is "layer0.conv3.weight" or "layer0.6.weight" or "conv1.6.weight");

    /// <summary>What two layouts compute differently with the same weights, for people; empty where they agree.</summary>
    /// <param name="from">The layout that the weights were trained in.</param>
    /// <param name="to">The network's.</param>
    /// <param name="hasBottlenecks">Whether the blocks have three convolutions.</param>
    /// <param name="hasGroups">Whether the middle convolutions have groups, as in SE-ResNeXt and SENet.</param>
    public static IReadOnlyList<string> Differences(string from, string to, bool hasBottlenecks, bool hasGroups)
    {
        (from, to) = (from == TorchVision ? Timm : from, to == TorchVision ? Timm : to);
        if (from == to)
        {
            return [];
        }

        List<string> differences = [$"the pool of the stem: {PoolOf(from)} in {from}, {PoolOf(to)} in {to}"];
        if (hasBottlenecks && !hasGroups && (from == Cadena || to == Cadena))
        {
            differences.Add($"the stride of a stage: in conv1 in {Cadena}, in conv2 in {(from == Cadena ? to : from)}");
        }

        if (!hasBottlenecks && (from == Cadena || to == Cadena))
        {
            differences.Add($"a ReLU before the squeeze-and-excitation: in {Cadena}, not in {(from == Cadena ? to : from)}");
        }

        return differences;
    }

    private static string PoolOf(string layout) => layout switch
    {
        MindCv => "\"same\" padding",
        Cadena => "no padding, sizes rounded up",
        _ => "padding of one pixel on each side",
    };

    [GeneratedRegex(@"^layer0\.(conv[123]|bn[123]|[013467])\.")]
    private static partial Regex Stem();

    [GeneratedRegex(@"^(last_linear|classifier)\.")]
    private static partial Regex Head();
}

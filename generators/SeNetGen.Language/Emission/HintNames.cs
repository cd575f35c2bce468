using System.Text;

namespace SeNetGen.Language.Emission;

/// <summary>What emitted files are called.</summary>
public static class HintNames
{
    /// <summary>The registry's file.</summary>
    public const string Registry = "Architectures.g.cs";

    private const string Extension = ".senet.yaml";

    /// <summary>
    /// A network's file: <c>families/resnet.senet.yaml</c> and <c>SeResNet18</c> give <c>families_resnet.SeResNet18.g.cs</c>. Characters that the
    /// compiler does not take in such a name become <c>_</c>.
    /// </summary>
    /// <param name="file">The architecture file, relative to the project, with <c>/</c>.</param>
    /// <param name="className">The network's class.</param>
    public static string Of(string file, string className)
    {
        var path = file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? file.Substring(0, file.Length - Extension.Length) : file;
        var name = new StringBuilder(path.Length + className.Length + 6);
        foreach (var c in path)
        {
            name.Append(c is '.' or '-' or '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') ? c : '_');
        }

        return name.Append('.').Append(className).Append(".g.cs").ToString();
    }
}

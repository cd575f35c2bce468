using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SeNetGen.Language.Emission;

namespace SeNetGen.Generator.Models;

/// <summary>An architecture file as the compiler hands it over.</summary>
/// <param name="File">Its path in the project, with <c>/</c>: what messages, hint names and <c>extends</c> use.</param>
/// <param name="Path">Its path on this machine, for diagnostics alone; no emitted byte may depend on it.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsUtf8">Whether its bytes are UTF-8.</param>
/// <param name="Options">What the project decides about emitted code.</param>
internal sealed record YamlSource(string File, string Path, string Text, bool IsUtf8, EmissionOptions Options)
{
    /// <summary>What architecture files end in.</summary>
    public const string Extension = ".senet.yaml";

    private const int Utf8CodePage = 65001;

    /// <summary>Whether the file is an architecture.</summary>
    public static bool Is(AdditionalText text) => text.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the file's text and its options.</summary>
    public static YamlSource Read(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var source = text.GetText(cancellation);
        var isUtf8 = source?.Encoding is null || source.Encoding.CodePage == Utf8CodePage;
        return new(
            RelativePath(text, options),
            text.Path,
            source?.Encoding is { IsSingleByte: true } other ? DecodeAgain(source.ToString(), other) : source?.ToString() ?? "",
            isUtf8,
            ProjectOptions.Read(options.GlobalOptions));
    }

    /// <summary>
    /// The text that the bytes are in UTF-8, with U+FFFD where they are none: the compiler reads such a file in the machine's encoding,
    /// in which the byte at fault looks like any letter.
    /// </summary>
    private static string DecodeAgain(string text, Encoding encoding) => Encoding.UTF8.GetString(encoding.GetBytes(text));

    /// <summary>
    /// The path in the project: what build/SeNetGen.props says of the file (its path below the folder where the wildcard begins, the
    /// same under which the file is embedded), else its path below the project, else its name alone. So it is equal on every machine.
    /// </summary>
    private static string RelativePath(AdditionalText text, AnalyzerConfigOptionsProvider options)
    {
        if (options.GetOptions(text).TryGetValue("build_metadata.AdditionalFiles.SeNetGenFile", out var file) && file.Length > 0)
        {
            return file.Replace('\\', '/');
        }

        var path = text.Path.Replace('\\', '/');
        if (options.GlobalOptions.TryGetValue("build_property.MSBuildProjectDirectory", out var directory) && directory.Length > 0)
        {
            var folder = directory.Replace('\\', '/').TrimEnd('/') + "/";
            if (path.StartsWith(folder, StringComparison.Ordinal))
            {
                return path.Substring(folder.Length);
            }
        }

        return path.Substring(path.LastIndexOf('/') + 1);
    }
}

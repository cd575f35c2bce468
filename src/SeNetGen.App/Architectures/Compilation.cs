using SeNetGen.Language;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Emission;

namespace SeNetGen.App.Architectures;

/// <summary>A file that the compiler has written.</summary>
/// <param name="HintName">Its name: the architecture file's path, then the class, then <c>.g.cs</c>.</param>
/// <param name="Text">The C#.</param>
internal sealed record EmittedSource(string HintName, string Text);

/// <summary>What the compiler makes of architecture files.</summary>
/// <param name="Diagnostics">The faults, by file and place.</param>
/// <param name="Sources">The C#.</param>
internal sealed record Compilation(IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<EmittedSource> Sources)
{
    /// <summary>Compiles files that belong to one project.</summary>
    public static Compilation Of(IReadOnlyList<(string File, string Text)> files, string @namespace)
    {
        var compiled = ArchitectureCompiler.Compile(files, new EmissionOptions(@namespace, IsRegistryPublic: false));
        return new Compilation([.. compiled.Diagnostics], [.. compiled.Sources.Select(source => new EmittedSource(source.HintName, source.Text))]);
    }

    /// <summary>Whether a source was made from that file, and is that class where one is named.</summary>
    public static bool IsOf(EmittedSource source, string file, string? className = null)
    {
        const string Extension = ".senet.yaml";
        var stem = (file.EndsWith(Extension, StringComparison.Ordinal) ? file[..^Extension.Length] : file).Replace('/', '_');
        return className is not null
            ? source.HintName == $"{stem}.{className}.g.cs"
            : source.HintName.StartsWith(stem + ".", StringComparison.Ordinal) && source.HintName.AsSpan(stem.Length + 1).Count('.') == 2;
    }
}

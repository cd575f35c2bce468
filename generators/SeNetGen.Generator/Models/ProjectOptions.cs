using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;
using SeNetGen.Language.CSharp;
using SeNetGen.Language.Emission;

namespace SeNetGen.Generator.Models;

/// <summary>Reads what the project decides about emitted code from its MSBuild properties.</summary>
internal static class ProjectOptions
{
    // Where a project has no root namespace at all.
    private const string FallbackNamespace = "Architectures";

    public static EmissionOptions Read(AnalyzerConfigOptions options)
    {
        var isPublic = options.TryGetValue("build_property.SeNetGenRegistryIsPublic", out var value)
            && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
        options.TryGetValue("build_property.RootNamespace", out var rootNamespace);
        return new(ToNamespace(rootNamespace), isPublic);
    }

    // `my-app.1st` is a legal root namespace to MSBuild, which C# takes as `my_app._1st`.
    private static string ToNamespace(string? text)
    {
        var parts = (text ?? "").Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(ToIdentifier).ToArray();
        return parts.Length == 0 ? FallbackNamespace : string.Join(".", parts);
    }

    private static string ToIdentifier(string part)
    {
        var identifier = new StringBuilder(part.Length + 1);
        foreach (var c in part.Trim())
        {
            identifier.Append(char.IsLetterOrDigit(c) || c == '_' ? c : '_');
        }

        if (identifier.Length == 0 || char.IsDigit(identifier[0]))
        {
            identifier.Insert(0, '_');
        }

        return Naming.Escape(identifier.ToString());
    }
}

using System.Security.Cryptography;
using System.Text;
using SeNetGen.Language.Diagnostics;
using SeNetGen.Language.Planning;

namespace SeNetGen.Language.Tests.Planning;

/// <summary>Compiles texts for tests.</summary>
internal static class Compiled
{
    public static NetworkPlan Network(string yaml, string className) => Network([("a.senet.yaml", yaml)], className);

    public static NetworkPlan Network(IReadOnlyList<(string File, string Text)> files, string className)
    {
        var (diagnostics, networks) = ArchitectureCompiler.Plan(files);
        Assert.Empty(diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(diagnostic => diagnostic.ToString()));
        return networks.Single(network => network.ClassName == className).Plan!;
    }

    public static string[] Messages(params (string File, string Text)[] files) =>
        [.. ArchitectureCompiler.Plan(files).Diagnostics.Select(diagnostic => diagnostic.ToString())];

    public static string[] Messages(string yaml) => Messages(("a.senet.yaml", yaml));

    /// <summary>The architectures in the folder Networks beside the tests.</summary>
    public static IReadOnlyList<(string File, string Text)> Files() =>
        [.. Directory.GetFiles(Folder, "*.senet.yaml").OrderBy(path => path, StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)))];

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Planning", "Networks");

    /// <summary>A state dict as text: <c>name d0 d1</c> a line.</summary>
    public static string Keys(NetworkPlan plan) => string.Concat(PlanKeys.Enumerate(plan).Select(key =>
        key.Name + string.Concat(key.Shape.Select(size => " " + size.Evaluate(name =>
            long.Parse(plan.RuntimeParameters.Single(parameter => parameter.Name == name).Default, System.Globalization.CultureInfo.InvariantCulture)))) + "\n"));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}

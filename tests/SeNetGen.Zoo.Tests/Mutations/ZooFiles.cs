using System.Text.RegularExpressions;

namespace SeNetGen.Zoo.Tests.Mutations;

/// <summary>The files of <c>architectures/</c>, each with those that it extends.</summary>
internal static partial class ZooFiles
{
    /// <summary>The files.</summary>
    public static IReadOnlyList<(string File, string Text, IReadOnlyList<(string File, string Text)> Bases)> All { get; } = Read();

    private static (string File, string Text, IReadOnlyList<(string File, string Text)> Bases)[] Read()
    {
        var texts = typeof(ZooFiles).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".senet.yaml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToDictionary(name => name, Text, StringComparer.Ordinal);
        return [.. texts.Select(file => (file.Key, file.Value, (IReadOnlyList<(string, string)>)[.. Bases(file.Value, texts)]))];
    }

    private static IEnumerable<(string File, string Text)> Bases(string text, Dictionary<string, string> texts)
    {
        while (Extends().Match(text) is { Success: true } match && texts.TryGetValue(match.Groups[1].Value, out var found))
        {
            yield return (match.Groups[1].Value, found);
            text = found;
        }
    }

    private static string Text(string name)
    {
        using var stream = typeof(ZooFiles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^extends: *([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Extends();
}

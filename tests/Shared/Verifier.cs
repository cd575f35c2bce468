using System.Runtime.CompilerServices;
using System.Text;

namespace SeNetGen.TestSupport;

/// <summary>
/// Holds a text to the file beside the test, as Verify does: <c>Class.Method#Hint.verified.cs</c> (or <c>.txt</c>) is what was looked at,
/// and <c>.received.cs</c> what came instead. Never writes a verified file.
/// </summary>
internal static class Verifier
{
    private const int ContextLines = 3;
    private const int ShownDifferences = 40;

    /// <summary>Compares emitted files, given by hint name.</summary>
    public static Task Verify(IEnumerable<(string HintName, string Text)> sources, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Verify(sources.Select(source => (Path.GetFileNameWithoutExtension(source.HintName), $"//HintName: {source.HintName}\n{source.Text}")), "cs", file, method);

    /// <summary>Compares texts, given by a name.</summary>
    public static Task VerifyTexts(IEnumerable<(string Name, string Text)> texts, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Verify(texts, "txt", file, method);

    private static async Task Verify(IEnumerable<(string Name, string Text)> texts, string extension, string file, string method)
    {
        var failures = new StringBuilder();
        foreach (var (name, text) in texts)
        {
            var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}#{name}");
            var (verifiedFile, receivedFile) = ($"{stem}.verified.{extension}", $"{stem}.received.{extension}");
            var received = text.ReplaceLineEndings("\n");
            var verified = File.Exists(verifiedFile) ? (await File.ReadAllTextAsync(verifiedFile)).ReplaceLineEndings("\n") : null;
            if (verified == received)
            {
                File.Delete(receivedFile);
                continue;
            }

            await File.WriteAllTextAsync(receivedFile, received);
            failures.Append("Snapshot ").Append(Path.GetFileName(stem)).AppendLine(verified is null ? " is new. Look at it, then rename it:" : " differs. Look at it, then rename it:");
            failures.AppendLine($"  mv '{receivedFile}' '{verifiedFile}'");
            failures.Append(Compare(verified ?? "", received));
        }

        Assert.True(failures.Length == 0, failures.ToString());
    }

    // The first place where the two differ, with some lines before it: enough to see what happened, the files have the rest.
    private static string Compare(string verified, string received)
    {
        var before = verified.Split('\n');
        var after = received.Split('\n');
        var same = 0;
        while (same < before.Length && same < after.Length && before[same] == after[same])
        {
            same++;
        }

        var sameAtEnd = 0;
        while (sameAtEnd < Math.Min(before.Length, after.Length) - same && before[^(sameAtEnd + 1)] == after[^(sameAtEnd + 1)])
        {
            sameAtEnd++;
        }

        var result = new StringBuilder();
        result.AppendLine($"  at line {same + 1}:");
        foreach (var line in before[Math.Max(0, same - ContextLines)..same])
        {
            result.AppendLine("    " + line);
        }

        foreach (var line in before[same..^sameAtEnd].Take(ShownDifferences))
        {
            result.AppendLine("  - " + line);
        }

        foreach (var line in after[same..^sameAtEnd].Take(ShownDifferences))
        {
            result.AppendLine("  + " + line);
        }

        return result.ToString();
    }
}

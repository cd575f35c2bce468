namespace SeNetGen.Language.Tests.RuleExamples;

/// <summary>A network that is right, to put one mistake into.</summary>
public static class TinyNetwork
{
    private static readonly string[] Lines =
    [
        "language: 1",
        "family: Tiny",
        "input: { channels: 3, height: 8, width: 8 }",
        "stem: { conv1: { conv: 4 } }",
        "stages: { act1: relu }",
        "head: { pool: global_avg_pool, fc: { linear: 10 } }",
        "variants: { Tiny: {} }",
    ];

    /// <summary>The network with some of its sections written in another way, or further ones; they stand at its end.</summary>
    /// <param name="id">The rule that is broken.</param>
    /// <param name="sections">The sections, with the place marked.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="others">Further files.</param>
    public static RuleExample Changed(string id, string sections, string message, params (string File, string Yaml)[] others)
    {
        var changed = sections.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').Select(KeyOf).ToHashSet();
        var kept = string.Concat(Lines.Where(line => !changed.Contains(KeyOf(line))).Select(line => line + "\n"));
        return new(id, kept + sections + (sections.EndsWith('\n') ? "" : "\n"), message, others);
    }

    private static string KeyOf(string line) => line.Trim('«', '»').Split(':')[0].Trim('«', '»');
}

namespace SeNetGen.Language.Syntax;

/// <summary>Reads YAML into a tree without positions and a table of spans. Never throws.</summary>
public static class ArchitectureParser
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path relative to the project, with <c>/</c>.</param>
    /// <param name="text">Its text.</param>
    public static ParsedFile Parse(string file, string text) => new(file, null, new(new([new TextRange(0, text.Length, 0, 0, 0, 0)]), new([-1])), default);
}

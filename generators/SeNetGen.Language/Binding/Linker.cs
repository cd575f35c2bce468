using SeNetGen.Language.Syntax;

namespace SeNetGen.Language.Binding;

/// <summary>Follows <c>extends</c> from file to file.</summary>
public static class Linker
{
    /// <summary>Finds the bases of a file.</summary>
    /// <param name="file">The file, relative to the project, with <c>/</c>.</param>
    /// <param name="root">Its tree.</param>
    /// <param name="find">The tree of a file by its relative path, ordinal; null when there is none, or when it has a syntax error.</param>
    /// <param name="allFiles">Every file of the project, also those that could not be read.</param>
    public static LinkedFile Link(string file, SyntaxNode root, Func<string, SyntaxNode?> find, IEnumerable<string> allFiles)
    {
        _ = find;
        _ = allFiles;
        return new LinkedFile(file, new([new LinkedTree(file, root, null)]), default, true);
    }
}

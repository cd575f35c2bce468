namespace SeNetGen.Language.Binding;

/// <summary>What is known of a value without evaluating it: its kind, and for a list its items'.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Item">The items' type; null where it is not known, and for what is no list.</param>
internal sealed record StaticType(Kind Kind, StaticType? Item = null)
{
    public static readonly StaticType Integer = new(Kind.Integer);
    public static readonly StaticType Real = new(Kind.Real);
    public static readonly StaticType Boolean = new(Kind.Boolean);
    public static readonly StaticType Layer = new(Kind.Layer);

    /// <summary>Whether a value of this type may stand where a kind is wanted: an integer also is a real number.</summary>
    public bool Fits(Kind wanted) => Kind == wanted || (Kind == Kind.Integer && wanted == Kind.Real);

    /// <summary>The kind as words say it, with its article.</summary>
    public static string Describe(Kind kind) => kind switch
    {
        Kind.Integer => "an integer",
        Kind.Real => "a real number",
        Kind.Boolean => "a boolean",
        Kind.List => "a list",
        Kind.Layer => "a layer",
        Kind.Word => "a word",
        Kind.TypeName => "the name of a C# class",
        Kind.Names => "a mapping of names to values",
        Kind.OutputShape => "a shape",
        _ => "the name of a value",
    };
}

using SeNetGen.Language.CSharp;

namespace SeNetGen.Language.Binding;

/// <summary>What may be a name.</summary>
internal static class Names
{
    /// <summary>The keys that a variant has beside its settings.</summary>
    public static readonly IReadOnlyList<string> VariantKeys = LanguageKeys.Variant.Names();

    // Words with a meaning of their own where a parameter or a let could stand.
    private static readonly HashSet<string> ExpressionWords = new(StringComparer.Ordinal)
    {
        "true", "false", "and", "or", "not", "if", "else", "channels", "input", "required", "min", "max", "make_divisible",
    };

    public static bool IsNumber(string text) => text.Length > 0 && text.All(c => c is >= '0' and <= '9');

    /// <summary>Why a text is no layer's key; null when it is one.</summary>
    public static string? WhyNoKey(string text)
    {
        if (IsNumber(text))
        {
            return text.Length > 1 && text[0] == '0' ? "a number has no leading 0" : text.Length > 9 ? "the number is too long" : null;
        }

        return WhyNoIdentifier(text);
    }

    /// <summary>Why a text is no name of a parameter, let or block; null when it is one.</summary>
    public static string? WhyNoIdentifier(string text) =>
        text.Length > 100 ? "it is longer than 100 characters"
        : Naming.IsIdentifier(text) ? null
        : "a name has letters, digits and '_' and does not begin with a digit";

    /// <summary>Why a text is no C# member; null when it is one.</summary>
    public static string? WhyNoMember(string text) =>
        WhyNoIdentifier(text) ?? (Naming.Escape(text) != text ? "it is a word of C#" : null);

    /// <summary>Why a name is kept from parameters and lets; null when it is free.</summary>
    public static string? WhyReserved(string name, bool isFamily) =>
        ExpressionWords.Contains(name) ? "the word has a meaning in expressions"
        : LayerReader.IsModifier(name) || name == "layers" ? "the word has a meaning in every layer"
        : isFamily && VariantKeys.Contains(name) ? "the word has a meaning in every variant"
        : null;

    /// <summary>Why a name is kept from blocks and layer-valued parameters; null when it is free.</summary>
    public static string? WhyReservedHead(string name) =>
        name is "none" ? "'none' is the layer that does nothing"
        : name is "first" or "rest" or "each" ? "the word gives values for each repetition"
        : ExpressionWords.Contains(name) ? "the word has a meaning in expressions"
        : LayerReader.IsModifier(name) || name == "layers" ? "the word has a meaning in every layer"
        : null;
}

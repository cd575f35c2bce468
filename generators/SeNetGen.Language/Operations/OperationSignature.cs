using SeNetGen.Language.Binding;

namespace SeNetGen.Language.Operations;

/// <summary>What an operation is called with: what the binder checks and the schema lists.</summary>
/// <param name="Name">Its name in the language: <c>max_pool</c>.</param>
/// <param name="Summary">One line on what it computes.</param>
/// <param name="Main">The argument that stands beside the head; null when it has none.</param>
/// <param name="Arguments">The other arguments.</param>
public sealed record OperationSignature(string Name, string Summary, ArgumentSignature? Main, EquatableArray<ArgumentSignature> Arguments)
{
    /// <summary>The argument of that name, the main one included.</summary>
    public ArgumentSignature? Find(string name) => Main?.Name == name ? Main : Arguments.FirstOrDefault(argument => argument.Name == name);
}

/// <summary>An argument of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Summary">One line on what it does, with its unit or range.</param>
/// <param name="Default">Its default in the language's own text; null when required or when the operation derives it.</param>
/// <param name="IsRequired">Whether a call must give it.</param>
/// <param name="AcceptsRuntime">Whether a runtime parameter may stand in it.</param>
/// <param name="AcceptsPair">Whether a list of two integers, [height, width], may stand in it instead of one integer for both.</param>
/// <param name="AcceptsSeveral">Whether a list of names may stand in it, where it names a value.</param>
/// <param name="Words">For words and lists of words: what it accepts; empty for free names. An integer argument with words accepts those too (<c>padding: same</c>).</param>
public sealed record ArgumentSignature(
    string Name,
    Kind Kind,
    string Summary,
    string? Default = null,
    bool IsRequired = false,
    bool AcceptsRuntime = false,
    bool AcceptsPair = false,
    bool AcceptsSeveral = false,
    EquatableArray<string> Words = default);

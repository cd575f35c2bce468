using SeNetGen.Language.Schema;
using SeNetGen.Training;

namespace SeNetGen.App.Schemas;

/// <summary>The JSON Schema of recipes, written from <see cref="RecipeKeys"/>.</summary>
internal static class RecipeSchema
{
    private static readonly object[] OtherTruths = ["yes", "no", 1, 0];

    private static readonly string[] AnyText = ["string", "number", "null"];

    /// <summary>The schema's text.</summary>
    public static string Text { get; } = new SchemaNode()
        .With("$schema", "http://json-schema.org/draft-07/schema#")
        .With("title", "SeNetGen recipe")
        .With("description", "How a network is trained. Written by 'senet schema recipes'.")
        .With("type", "object")
        .With("properties", RecipeKeys.All.Aggregate(new SchemaNode(), (node, key) => node.With(key.Name, Describe(key))))
        .With("additionalProperties", false)
        .ToString();

    private static SchemaNode Describe(RecipeKey key)
    {
        var value = Value(key.Values);
        var choices = key.Values.MayBeNull ? new SchemaNode().With("anyOf", new[] { value, Type("null") }) : value;
        var usual = key.Read(new Recipe());
        return choices.With("description", $"{char.ToUpperInvariant(key.Summary[0])}{key.Summary[1..]}. Expects {key.Expects}.{(usual.Length > 0 ? $" Default: {usual}." : "")}");
    }

    private static SchemaNode Value(RecipeValues values) => values.Kind switch
    {
        RecipeValueKind.Integer => Between(Type("integer"), values),
        RecipeValueKind.Number => Between(Type("number"), values),
        RecipeValueKind.Numbers => new SchemaNode().With("anyOf", new[]
        {
            Between(Type("number"), values),
            Type("array").With("minItems", 1).With("items", Between(Type("number"), values)),
        }),
        RecipeValueKind.Boolean => new SchemaNode().With("anyOf", new[] { Type("boolean"), new SchemaNode().With("enum", OtherTruths) }),
        RecipeValueKind.Word => new SchemaNode().With("enum", values.Words),
        _ => values.Words.Count > 0 ? Type("string").With("examples", values.Words) : new SchemaNode().With("type", AnyText),
    };

    private static SchemaNode Type(string type) => new SchemaNode().With("type", type);

    private static SchemaNode Between(SchemaNode node, RecipeValues values)
    {
        node = values.Least is { } least ? node.With("minimum", least) : node;
        return values.Most is { } most ? node.With("maximum", most) : node;
    }
}

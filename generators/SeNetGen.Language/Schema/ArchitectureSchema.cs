using SeNetGen.Language.Binding;
using SeNetGen.Language.Operations;

namespace SeNetGen.Language.Schema;

/// <summary>
/// The JSON Schema of architecture files, for editors: completion, hover and a first look at mistakes while one types. It is written from
/// <see cref="OperationTable"/> and <see cref="LanguageKeys"/>, which the compiler itself reads by. It accepts every right file; what only
/// the compiler can see (names, kinds, shapes, the order of keys) it leaves to it.
/// </summary>
public static class ArchitectureSchema
{
    private const string NamePattern = "^[A-Za-z_][A-Za-z0-9_]*$";
    private const string TypePattern = "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*$";
    private const string NumberPattern = "^(0|[1-9][0-9]*)$";
    private const string KeyPattern = "^([A-Za-z_][A-Za-z0-9_]*|0|[1-9][0-9]*)$";

    /// <summary>The schema's text.</summary>
    public static string Text { get; } = File().ToString();

    private static SchemaNode File()
    {
        var definitions = new SchemaNode()
            .With("scalar", Types("string", "integer", "number", "boolean"))
            .With("value", AnyOf(Ref("scalar"), Ref("layerValue"), List(Ref("value"))))
            .With("argument", AnyOf(Ref("value"), Ref("perRepeat")))
            .With("perRepeat", Closed(LanguageKeys.PerRepeat, key => key == "each" ? List(Ref("value")) : Ref("value")).With("minProperties", 1))
            .With("parameters", Named(Ref("parameter")))
            .With("parameter", AnyOf(
                new SchemaNode().With("enum", LanguageKeys.Required.Select(required => required.Word)),
                new SchemaNode().With("allOf", new[] { Ref("value"), Without(LanguageKeys.Runtime.Names()) }),
                Closed(LanguageKeys.Runtime, key => key == "default" ? Ref("value") : Types("boolean")).With("required", Texts("default"))))
            .With("lets", Named(Ref("scalar")))
            .With("block", Block())
            .With("variant", Variant())
            .With("body", Body().With("minProperties", 1))
            .With("layer", AnyOf(
                [
                    new SchemaNode().With("enum", OperationTable.All.Select(operation => operation.Signature.Name)),
                    Types("string"),
                    Types("object").With("minProperties", 1).With("patternProperties", new SchemaNode().With(NumberPattern, Ref("layer"))).With("additionalProperties", false),
                    InPlace(),
                    .. OperationTable.All.Select(operation => Ref($"operation_{operation.Signature.Name}")),
                    Ref("blockCall"),
                ]))
            .With("layerValue", AnyOf([.. OperationTable.All.Select(operation => Ref($"operation_{operation.Signature.Name}")), Ref("blockCall")]))
            .With("blockCall", BlockCall());
        foreach (var operation in OperationTable.All)
        {
            definitions.With($"operation_{operation.Signature.Name}", Call(operation.Signature));
        }

        return new SchemaNode()
            .With("$schema", "http://json-schema.org/draft-07/schema#")
            .With("title", "SeNetGen architecture")
            .With("description", "A family of networks, compiled to C# by the build. Written by 'senet schema architectures'.")
            .With("type", "object")
            .With("properties", Properties(LanguageKeys.File, Section))
            .With("required", Texts("language", "family"))
            .With("additionalProperties", false)
            .With("definitions", definitions);
    }

    private static SchemaNode Section(string key) => key switch
    {
        "language" => new SchemaNode().With("enum", new object[] { long.Parse(FileReader.Language, System.Globalization.CultureInfo.InvariantCulture) }),
        "family" => Types("string").With("pattern", NamePattern),
        "summary" or "extends" => Types("string"),
        "input" => Closed(LanguageKeys.Input, _ => Types("integer", "string")),
        "parameters" => Ref("parameters"),
        "let" => Ref("lets"),
        "blocks" => Named(Ref("block")),
        "stem" or "stages" or "head" => Ref("body"),
        "variants" => Pattern("^[A-Z][A-Za-z0-9_]*$", Ref("variant")),
        "defaults" => Defaults(),
        "initialise" => AnyOf(
            new SchemaNode().With("enum", LanguageKeys.Presets.Names()),
            Closed([.. LanguageKeys.Initialise.Select(entry => entry.Key)], key => new SchemaNode().With("enum", LanguageKeys.Initialise.First(entry => entry.Key.Name == key).Starts))),
        _ => throw new InvalidOperationException($"the schema says nothing of '{key}'"),
    };

    private static SchemaNode Block() => Closed(LanguageKeys.Block, key => key switch
    {
        "parameters" => Ref("parameters"),
        "let" => Ref("lets"),
        "combine" => new SchemaNode().With("enum", Texts("add")),
        "shortcut" or "after" => Body(),
        _ => Ref("body"),
    }).With("anyOf", Texts("layers", "residual").Select(key => new SchemaNode().With("required", Texts(key))));

    private static SchemaNode Variant() => new SchemaNode()
        .With("type", "object")
        .With("properties", Properties(LanguageKeys.Variant, key => key == "expect"
            ? Closed(LanguageKeys.Expect, fact => fact is "parameters" or "macs" ? Types("integer", "string") : Types("array"))
            : Types("string")))
        .With("additionalProperties", Ref("value"));

    private static SchemaNode InPlace() => new SchemaNode()
        .With("type", "object")
        .With("properties", Properties([.. LanguageKeys.Modifiers.Where(key => key.Name != "repeat")], Modifier).With("layers", Ref("body")))
        .With("required", Texts("layers"))
        .With("additionalProperties", false);

    // A call of a block, or of a parameter that holds a layer: what names no operation. Operations stand among its properties all the same,
    // since editors complete an empty layer from these.
    private static SchemaNode BlockCall()
    {
        var properties = new SchemaNode();
        foreach (var operation in OperationTable.All)
        {
            properties.With(operation.Signature.Name, new SchemaNode().With("description", operation.Signature.Summary));
        }

        properties.With("layers", new SchemaNode().With("description", "Layers in place."));
        foreach (var modifier in LanguageKeys.Modifiers)
        {
            properties.With(modifier.Name, Modifier(modifier.Name).With("description", modifier.Summary));
        }

        return new SchemaNode()
            .With("type", "object")
            .With("minProperties", 1)
            .With("properties", properties)
            .With("additionalProperties", AnyOf(Types("null"), Ref("argument")))
            .With("allOf", new[] { Without([.. OperationTable.All.Select(operation => operation.Signature.Name), "layers"]) });
    }

    private static SchemaNode Call(OperationSignature signature)
    {
        var main = signature.Main is { } argument
            ? Value(argument, argument.IsRequired ? [] : [Types("null")]).With("description", $"{signature.Summary} {Describe(argument)}")
            : Types("null").With("description", signature.Summary);
        var properties = new SchemaNode().With(signature.Name, main);
        foreach (var other in signature.Arguments.Where(other => other.Name != signature.Name))
        {
            properties.With(other.Name, Value(other).With("description", Describe(other)));
        }

        foreach (var modifier in LanguageKeys.Modifiers)
        {
            properties.With(modifier.Name, Modifier(modifier.Name).With("description", modifier.Summary));
        }

        return new SchemaNode()
            .With("description", signature.Summary)
            .With("type", "object")
            .With("properties", properties)
            .With("required", Texts(signature.Name))
            .With("additionalProperties", false);
    }

    private static SchemaNode Defaults() => new SchemaNode()
        .With("type", "object")
        .With("properties", OperationTable.All.Aggregate(new SchemaNode(), (node, operation) =>
        {
            var arguments = operation.Signature.Arguments.Concat(operation.Signature.Main is { } main ? [main] : []).Where(argument => argument.Kind != Kind.ValueName);
            return node.With(operation.Signature.Name, new SchemaNode()
                .With("description", operation.Signature.Summary)
                .With("type", "object")
                .With("properties", arguments.Aggregate(new SchemaNode(), (inner, argument) => inner.With(argument.Name, Value(argument).With("description", Describe(argument)))))
                .With("additionalProperties", false));
        }))
        .With("additionalProperties", false);

    // A word stands for itself; every other value may be an expression, which is a text.
    private static SchemaNode Value(ArgumentSignature argument, params SchemaNode[] others)
    {
        SchemaNode[] own = argument.Kind switch
        {
            Kind.Integer when argument.AcceptsPair => [Types("integer", "array"), .. Words(argument), Types("string")],
            Kind.Integer => [new SchemaNode().With("type", "integer"), .. Words(argument), Types("string")],
            Kind.Real => [Types("number", "string")],
            Kind.Boolean => [Types("boolean", "string")],
            Kind.List => [Types("array", "string")],
            Kind.Word => [.. Words(argument)],
            Kind.TypeName => [Types("string").With("pattern", TypePattern)],
            Kind.Names => [Named(Ref("scalar"))],
            Kind.OutputShape => [.. Words(argument), Closed(LanguageKeys.OutputShape, key => key == "flat" ? Types("boolean", "string") : Types("integer", "string"))],
            Kind.ValueName when argument.AcceptsSeveral => [Types("string", "array")],
            Kind.ValueName => [Types("string")],
            _ => [Ref("value")],
        };
        return AnyOf([.. own, Ref("perRepeat"), .. others]);
    }

    private static IEnumerable<SchemaNode> Words(ArgumentSignature argument) =>
        argument.Words.Count == 0 ? [] : [new SchemaNode().With("enum", argument.Words)];

    private static string Describe(ArgumentSignature argument) =>
        $"'{argument.Name}': {argument.Summary}{(argument.IsRequired ? " Required." : argument.Default is { } value ? $" Default: {value}." : "")}";

    private static SchemaNode Modifier(string key) => key switch
    {
        "when" => Types("boolean", "string"),
        "repeat" => Types("integer", "string"),
        _ => Types("string"),
    };

    private static SchemaNode Body() => Pattern(KeyPattern, Ref("layer"));

    private static SchemaNode Named(SchemaNode value) => Pattern(NamePattern, value);

    // Not 'patternProperties': editors complete no values of those.
    private static SchemaNode Pattern(string pattern, SchemaNode value) =>
        new SchemaNode().With("type", "object").With("propertyNames", new SchemaNode().With("pattern", pattern)).With("additionalProperties", value);

    private static SchemaNode Closed(IReadOnlyList<LanguageKey> keys, Func<string, SchemaNode> value) =>
        new SchemaNode().With("type", "object").With("properties", Properties(keys, value)).With("additionalProperties", false);

    // A reference may have no neighbours; its description then stands around it.
    private static SchemaNode Properties(IReadOnlyList<LanguageKey> keys, Func<string, SchemaNode> value) => keys.Aggregate(new SchemaNode(), (node, key) =>
    {
        var own = value(key.Name);
        return node.With(key.Name, (own.IsReference ? new SchemaNode().With("allOf", new[] { own }) : own).With("description", key.Summary));
    });

    private static SchemaNode List(SchemaNode item) => new SchemaNode().With("type", "array").With("items", item);

    private static SchemaNode Types(params string[] types) => new SchemaNode().With("type", types.Length == 1 ? types[0] : types);

    private static SchemaNode Without(IEnumerable<string> keys) =>
        new SchemaNode().With("not", AnyOf([.. keys.Select(key => Types("object").With("required", Texts(key)))]));

    private static string[] Texts(params string[] texts) => texts;

    private static SchemaNode AnyOf(params SchemaNode[] choices) => new SchemaNode().With("anyOf", choices);

    private static SchemaNode Ref(string definition) => new SchemaNode().With("$ref", $"#/definitions/{definition}");
}

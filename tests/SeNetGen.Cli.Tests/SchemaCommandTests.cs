using NJsonSchema;
using SeNetGen.Language.Tests.Schema;

namespace SeNetGen.Cli.Tests;

/// <summary><c>schema</c>, and the schema of recipes, which only the program has.</summary>
public sealed class SchemaCommandTests : IDisposable
{
    private readonly Senet _senet = new();

    public void Dispose() => _senet.Dispose();

    [Theory]
    [InlineData("architectures", "senet.schema.json")]
    [InlineData("recipes", "recipe.schema.json")]
    public async Task The_committed_schemas_are_what_the_program_prints(string kind, string file)
    {
        var expected = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Schemas", file));

        Assert.Equal(expected, (await _senet.Run("schema", kind)).Succeeded().Output);
        Assert.Equal($"{file} written\n", (await _senet.Run("schema", kind, "-o", file)).Succeeded().Output);
        Assert.Equal(expected, await File.ReadAllTextAsync(Path.Combine(_senet.Folder, file)));
    }

    [Fact]
    public async Task An_unknown_kind_is_refused_with_what_was_meant() => Assert.Equal(
        "senet: there is no schema of 'recipe': it is architectures or recipes; did you mean 'recipes'?", (await _senet.Run("schema", "recipe")).Refused());

    [Fact]
    public async Task Every_recipe_names_its_schema_and_is_accepted_by_it()
    {
        var schema = await Recipes();
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Schemas"), "*.yaml");
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var text = File.ReadAllText(file);
            Assert.StartsWith("# yaml-language-server: $schema=recipe.schema.json\n", text, StringComparison.Ordinal);
            Assert.Empty(schema.Validate(YamlJson.Read(text)));
        });
    }

    [Theory]
    [InlineData("batch_sise: 32")]
    [InlineData("batch_size: 0")]
    [InlineData("batch_size: many")]
    [InlineData("lr: -0.1")]
    [InlineData("label_smoothing: 1.5")]
    [InlineData("shuffle: maybe")]
    [InlineData("scheduler: cosine")]
    [InlineData("mean: []")]
    [InlineData("std: [1, a]")]
    public async Task A_wrong_recipe_is_refused(string line) => Assert.NotEmpty((await Recipes()).Validate(YamlJson.Read(line + "\n")));

    private static Task<JsonSchema> Recipes() => JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Schemas", "recipe.schema.json"));
}

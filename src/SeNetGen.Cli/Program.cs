using SeNetGen.App;

var program = typeof(Program).Assembly;
return SenetApp.Run(args, SeNetGen.Zoo.Architectures.All, new SenetAppOptions
{
    DefaultRecipe = ReadText("SeNetGen.Recipes.fashion_mnist.yaml"),
    EmbeddedData = program.GetManifestResourceStream,
});

string ReadText(string resource)
{
    using var reader = new StreamReader(program.GetManifestResourceStream(resource)!);
    return reader.ReadToEnd();
}

namespace SeNetGen.App;

/// <summary>What a program may bring along for the commands beside its networks.</summary>
public sealed record SenetAppOptions
{
    /// <summary>The recipe, as YAML text, that <c>train</c> follows when it is given none; null: every key at its default.</summary>
    public string? DefaultRecipe { get; init; }

    /// <summary>
    /// Opens a data file that lies within the program, by its resource's name: <c>SeNetGen.Data.train-images-idx3-ubyte.gz</c>;
    /// null where there is none. Usually <c>typeof(Program).Assembly.GetManifestResourceStream</c>.
    /// </summary>
    public Func<string, Stream?>? EmbeddedData { get; init; }
}

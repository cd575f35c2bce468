using SeNetGen.Data;
using SeNetGen.Data.Folders;

namespace SeNetGen.Training;

/// <summary>The values of keys that a recipe may leave to its data set.</summary>
internal static class RecipeDefaults
{
    private static readonly double[] Grey = [127.5];
    private static readonly double[] GreySpread = [63.75];

    /// <summary>Subtracted from pixels.</summary>
    public static IReadOnlyList<double> Mean(Recipe recipe) => recipe.Mean ?? (HasPhotographs(recipe) ? ImagePreprocessing.ImageNetMean : Grey);

    /// <summary>Pixels are divided by it.</summary>
    public static IReadOnlyList<double> Std(Recipe recipe) => recipe.Std ?? (HasPhotographs(recipe) ? ImagePreprocessing.ImageNetStd : GreySpread);

    /// <summary>Probability of mirroring; MindCV's and timm's for photographs.</summary>
    public static double Hflip(Recipe recipe) => recipe.Hflip ?? (HasPhotographs(recipe) ? 0.5 : 0);

    /// <summary>Change of brightness, contrast and saturation; MindCV's and timm's, which give it up for a policy.</summary>
    public static double ColorJitter(Recipe recipe) => recipe.ColorJitter ?? (recipe.AutoAugment.Length == 0 ? 0.4 : 0);

    /// <summary>Whether the data set is photographs of any size, in a folder or in shards.</summary>
    public static bool HasPhotographs(Recipe recipe) => ImageDatasets.FolderNames.Contains(recipe.Dataset) || IsShards(recipe);

    /// <summary>Whether the data set is tar files.</summary>
    public static bool IsShards(Recipe recipe) => recipe.Dataset == ImageDatasets.ShardsName;
}

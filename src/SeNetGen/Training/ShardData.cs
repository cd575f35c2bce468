using System.Globalization;
using SeNetGen.Data;
using SeNetGen.Data.Folders;
using SeNetGen.Data.Shards;
using SeNetGen.Images;

namespace SeNetGen.Training;

/// <summary>The images of a recipe that names tar files.</summary>
internal static class ShardData
{
    /// <summary>The images to train on, and those to validate on.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="classNames">The classes that a checkpoint knows; null takes the recipe's class map, its number of classes, or as many as the training labels tell.</param>
    public static (IImageDataset Train, IImageDataset Validation) Open(Recipe recipe, IReadOnlyList<string>? classNames)
    {
        var preprocessing = RecipePreprocessing.Of(recipe);
        // A policy that cannot be read is told before the shards are gone through.
        _ = preprocessing.Training();
        var shards = Find(recipe, DatasetSplit.Train);
        var classes = classNames ?? Classes(recipe, shards);
        var train = Make(recipe, shards, classes, preprocessing, preprocessing.Training);
        if (recipe.ValSplit.Holdout > 0)
        {
            return (ImageSubset.HoldOut(train, recipe.ValSplit.Holdout).Remaining, ImageSubset.HoldOut(Make(recipe, shards, classes, preprocessing, preprocessing.Validation), recipe.ValSplit.Holdout).HeldOut);
        }

        return (train, Make(recipe, Find(recipe, DatasetSplit.Test), classes, preprocessing, preprocessing.Validation));
    }

    /// <summary>The images to validate on alone.</summary>
    public static IImageDataset OpenValidation(Recipe recipe, IReadOnlyList<string>? classNames)
    {
        var preprocessing = RecipePreprocessing.Of(recipe);
        var shards = Find(recipe, recipe.ValSplit.Holdout > 0 ? DatasetSplit.Train : DatasetSplit.Test);
        var images = Make(recipe, shards, classNames ?? Classes(recipe, shards), preprocessing, preprocessing.Validation);
        return recipe.ValSplit.Holdout > 0 ? ImageSubset.HoldOut(images, recipe.ValSplit.Holdout).HeldOut : images;
    }

    private static ShardSet Find(Recipe recipe, DatasetSplit split) => ShardSet.Open(ShardFiles.Find(recipe.DataDir, split, split == DatasetSplit.Train ? recipe.TrainShards : recipe.ValShards));

    private static ShardDataset Make(Recipe recipe, ShardSet shards, IReadOnlyList<string> classes, ImagePreprocessing preprocessing, Func<IImageTransform> transform)
        => new(recipe.Dataset, shards, classes, preprocessing.Size, transform, recipe.ShuffleBuffer, preprocessing.ExifTranspose);

    // Labels are numbers; their names, where there are any, stand in a class map.
    private static IReadOnlyList<string> Classes(Recipe recipe, ShardSet shards)
        => recipe.ClassMap.Length > 0 ? ClassMap.Read(recipe.ClassMap) : [.. Enumerable.Range(0, recipe.NumClasses ?? shards.Classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];
}

using SeNetGen.Data;

namespace SeNetGen.Training;

/// <summary>The images of a recipe.</summary>
internal static class RunData
{
    /// <summary>The images to train on, and those to validate on.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="embedded">Gives data files that the program carries.</param>
    /// <param name="classNames">The classes of a run that goes on, in the order of their labels; null for a fresh one.</param>
    public static (IImageDataset Train, IImageDataset Validation) Open(Recipe recipe, Func<string, Stream?>? embedded, IReadOnlyList<string>? classNames)
    {
        if (!RecipeDefaults.IsShards(recipe) && (recipe.TrainShards.Length > 0 || recipe.ValShards.Length > 0))
        {
            throw new SenetException($"{(recipe.TrainShards.Length > 0 ? "train_shards" : "val_shards")} names tar files, but dataset '{recipe.Dataset}' is none of them: set dataset {ImageDatasets.ShardsName}, or leave it out");
        }

        if (RecipeDefaults.HasPhotographs(recipe))
        {
            var (images, heldBack) = RecipeDefaults.IsShards(recipe) ? ShardData.Open(recipe, classNames) : FolderData.Open(recipe, classNames);
            return (Take(images, recipe.NumSamples), heldBack);
        }

        if (recipe.AutoAugment.Length > 0 || recipe.ColorJitter is > 0 || recipe.ReProb > 0)
        {
            var key = recipe.AutoAugment.Length > 0 ? "auto_augment" : recipe.ColorJitter is > 0 ? "color_jitter" : "re_prob";
            throw new SenetException($"{key} changes the images of a folder, but dataset '{recipe.Dataset}' is none: leave it out");
        }

        var train = ImageDatasets.Open(recipe.Dataset, recipe.DataDir, DatasetSplit.Train, embedded);
        if (recipe.ValSplit.Holdout > 0)
        {
            var (remaining, heldOut) = ImageSubset.HoldOut(train, recipe.ValSplit.Holdout);
            return (Take(remaining, recipe.NumSamples), heldOut);
        }

        var validation = OpenValidation(recipe, embedded, classNames);
        return (train.Channels, train.Height, train.Width) == (validation.Channels, validation.Height, validation.Width)
            ? (Take(train, recipe.NumSamples), validation)
            : throw new SenetException($"dataset '{recipe.Dataset}' has training images of {train.Height} x {train.Width} but test images of {validation.Height} x {validation.Width}: take both from one data set");
    }

    /// <summary>The images to validate on alone.</summary>
    public static IImageDataset OpenValidation(Recipe recipe, Func<string, Stream?>? embedded, IReadOnlyList<string>? classNames)
        => RecipeDefaults.IsShards(recipe) ? ShardData.OpenValidation(recipe, classNames)
            : RecipeDefaults.HasPhotographs(recipe) ? FolderData.OpenValidation(recipe, classNames)
            : recipe.ValSplit.Holdout > 0
            ? ImageSubset.HoldOut(ImageDatasets.Open(recipe.Dataset, recipe.DataDir, DatasetSplit.Train, embedded), recipe.ValSplit.Holdout).HeldOut
            : ImageDatasets.Open(recipe.Dataset, recipe.DataDir, DatasetSplit.Test, embedded);

    private static IImageDataset Take(IImageDataset images, int? count)
    {
        if (count > images.Count)
        {
            throw new SenetException($"num_samples is {count}, but there are {images.Count} images of dataset '{images.Name}' to train on: give at most so many, or leave it out");
        }

        return count is not int wanted || wanted == images.Count ? images : ImageSubset.HoldOut(images, wanted).HeldOut;
    }
}

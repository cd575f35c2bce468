using SeNetGen.Data;
using SeNetGen.Data.Folders;

namespace SeNetGen.Training;

/// <summary>The images of a recipe that names a folder of image files.</summary>
internal static class FolderData
{
    /// <summary>The images to train on, and those to validate on.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="classNames">The classes that a checkpoint knows, in the order of their labels; null takes the recipe's class map, or the folders.</param>
    public static (IImageDataset Train, IImageDataset Validation) Open(Recipe recipe, IReadOnlyList<string>? classNames)
    {
        var preprocessing = RecipePreprocessing.Of(recipe);
        // A policy that cannot be read is told before the folders are gone through.
        _ = preprocessing.Training();
        var folder = ImageFolder.Open(recipe.DataDir, DatasetSplit.Train, classNames ?? Map(recipe));
        var train = ForTraining(recipe, folder, preprocessing);
        if (recipe.ValSplit.Holdout > 0)
        {
            // The same images are set aside of both: one is read as in training, the other as in validation.
            return (ImageSubset.HoldOut(train, recipe.ValSplit.Holdout).Remaining, ImageSubset.HoldOut(ForValidation(recipe, folder, preprocessing), recipe.ValSplit.Holdout).HeldOut);
        }

        var validation = ImageFolder.Open(recipe.DataDir, DatasetSplit.Test, classNames ?? Map(recipe));
        ImageFolder.RequireSameClasses(folder, validation);
        return (train, ForValidation(recipe, validation, preprocessing));
    }

    /// <summary>The images to validate on alone.</summary>
    public static IImageDataset OpenValidation(Recipe recipe, IReadOnlyList<string>? classNames)
    {
        var preprocessing = RecipePreprocessing.Of(recipe);
        var split = recipe.ValSplit.Holdout > 0 ? DatasetSplit.Train : DatasetSplit.Test;
        var images = ForValidation(recipe, ImageFolder.Open(recipe.DataDir, split, classNames ?? Map(recipe)), preprocessing);
        return recipe.ValSplit.Holdout > 0 ? ImageSubset.HoldOut(images, recipe.ValSplit.Holdout).HeldOut : images;
    }

    private static ImageFolderDataset ForTraining(Recipe recipe, ImageFolder folder, ImagePreprocessing preprocessing)
        => new(recipe.Dataset, folder, preprocessing.Size, preprocessing.Size, preprocessing.Training, preprocessing.ExifTranspose);

    private static ImageFolderDataset ForValidation(Recipe recipe, ImageFolder folder, ImagePreprocessing preprocessing)
        => new(recipe.Dataset, folder, preprocessing.Size, preprocessing.Size, preprocessing.Validation, preprocessing.ExifTranspose);

    private static IReadOnlyList<string>? Map(Recipe recipe) => recipe.ClassMap.Length == 0 ? null : ClassMap.Read(recipe.ClassMap);
}

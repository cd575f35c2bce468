using SeNetGen.Data;
using SeNetGen.Data.Folders;
using SeNetGen.Images.Resampling;

namespace SeNetGen.Training;

/// <summary>The images of a recipe that names a folder of image files.</summary>
internal static class FolderData
{
    /// <summary>The images to train on, and those to validate on.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="classNames">The classes that a checkpoint knows, in the order of their labels; null takes the recipe's class map, or the folders.</param>
    public static (IImageDataset Train, IImageDataset Validation) Open(Recipe recipe, IReadOnlyList<string>? classNames)
    {
        var preprocessing = Preprocessing(recipe);
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
        var preprocessing = Preprocessing(recipe);
        var split = recipe.ValSplit.Holdout > 0 ? DatasetSplit.Train : DatasetSplit.Test;
        var images = ForValidation(recipe, ImageFolder.Open(recipe.DataDir, split, classNames ?? Map(recipe)), preprocessing);
        return recipe.ValSplit.Holdout > 0 ? ImageSubset.HoldOut(images, recipe.ValSplit.Holdout).HeldOut : images;
    }

    private static ImageFolderDataset ForTraining(Recipe recipe, ImageFolder folder, ImagePreprocessing preprocessing)
        => new(recipe.Dataset, folder, preprocessing.Size, preprocessing.Size, preprocessing.Training, preprocessing.ExifTranspose);

    private static ImageFolderDataset ForValidation(Recipe recipe, ImageFolder folder, ImagePreprocessing preprocessing)
        => new(recipe.Dataset, folder, preprocessing.Size, preprocessing.Size, preprocessing.Validation, preprocessing.ExifTranspose);

    private static IReadOnlyList<string>? Map(Recipe recipe) => recipe.ClassMap.Length == 0 ? null : ClassMap.Read(recipe.ClassMap);

    private static ImagePreprocessing Preprocessing(Recipe recipe) => new()
    {
        Size = recipe.ImageResize,
        Scale = (recipe.Scale[0], recipe.Scale[1]),
        Ratio = (recipe.Ratio[0], recipe.Ratio[1]),
        Hflip = RecipeDefaults.Hflip(recipe),
        Vflip = recipe.Vflip,
        ColorJitter = RecipeDefaults.ColorJitter(recipe),
        AutoAugment = recipe.AutoAugment,
        ErasingProbability = recipe.ReProb,
        ErasingScale = (recipe.ReScale[0], recipe.ReScale[1]),
        ErasingRatio = (recipe.ReRatio[0], recipe.ReRatio[1]),
        ErasingMode = recipe.ReMode,
        Mean = RecipeDefaults.Mean(recipe),
        Std = RecipeDefaults.Std(recipe),
        CropPadding = recipe.CropPadding,
        CropPct = recipe.CropPct,
        Filter = recipe.Interpolation == Interpolation.Random ? ResampleFilter.Bilinear : Enum.Parse<ResampleFilter>(recipe.Interpolation.ToString()),
        RandomFilter = recipe.Interpolation == Interpolation.Random,
        Method = recipe.Resize,
        ExifTranspose = recipe.ExifTranspose,
    };
}

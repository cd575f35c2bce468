using SeNetGen.Data.Folders;
using SeNetGen.Images.Resampling;

namespace SeNetGen.Training;

/// <summary>How a recipe has photographs brought to a network's size.</summary>
internal static class RecipePreprocessing
{
    /// <summary>The transforms that a recipe asks for.</summary>
    public static ImagePreprocessing Of(Recipe recipe) => new()
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

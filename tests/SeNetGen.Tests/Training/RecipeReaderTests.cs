using SeNetGen.Images.Transforms;
using SeNetGen.Training;

namespace SeNetGen.Tests.Training;

public sealed class RecipeReaderTests
{
    [Fact]
    public void Keys_are_read_over_the_defaults()
    {
        var recipe = RecipeReader.Parse("model: seresnet8   # small\nbatch_size: 32\nlr: 5e-2\nuse_nesterov: True\nmean: [1.5, 2, 3]\nval_split: holdout:1000\nnum_classes: null\n", "r.yaml");
        Assert.Equal(("seresnet8", 32, 0.05, true, 1000), (recipe.Model, recipe.BatchSize, recipe.Lr, recipe.UseNesterov, recipe.ValSplit.Holdout));
        Assert.Equal([1.5, 2, 3], recipe.Mean);
        Assert.Equal(new Recipe().Momentum, recipe.Momentum);
    }

    [Theory]
    [InlineData("model: a\nbatch_sise: 3\n", "r.yaml(2): unknown key 'batch_sise'; did you mean 'batch_size'?")]
    [InlineData("batch_size: big\n", "r.yaml(1): batch_size is 'big', not a whole number of at least 1")]
    [InlineData("batch_size: 0\n", "r.yaml(1): batch_size is '0', not a whole number of at least 1")]
    [InlineData("\nlr: [1, 2]\n", "r.yaml(2): lr is '[1, 2]', not a number of at least 0")]
    [InlineData("lr: nan\n", "r.yaml(1): lr is 'nan', not a number of at least 0")]
    [InlineData("scale: [1, 0.5]\n", "r.yaml(1): scale is '[1, 0.5]', not two numbers greater than 0, the smaller first")]
    [InlineData("ratio: 1\n", "r.yaml(1): ratio is '1', not two numbers greater than 0, the smaller first")]
    [InlineData("interpolation: cubic\n", "r.yaml(1): interpolation is 'cubic', not one of nearest, box, bilinear, hamming, bicubic, lanczos, random")]
    [InlineData("hflip: 2\n", "r.yaml(1): hflip is '2', not a number from 0 to 1, or null")]
    [InlineData("shuffle: maybe\n", "r.yaml(1): shuffle is 'maybe', not true or false")]
    [InlineData("val_split: holdout:0\n", "r.yaml(1): val_split is 'holdout:0', not 'test', 'val' (the same) or 'holdout:N' with N of at least 1")]
    [InlineData("opt: adam\n", "r.yaml(1): opt is 'adam', not one of momentum, sgd")]
    [InlineData("std: [1, 0]\n", "r.yaml(1): std is '[1, 0]', not a number greater than 0, a list of such, or null")]
    [InlineData("lr: 1\nlr: 2\n", "r.yaml(2): key 'lr' is given twice, first in line 1: keep one")]
    [InlineData("- a\n", "r.yaml(1): a recipe is a list of 'key: value' lines")]
    [InlineData("lr: { a: 1 }\n", "r.yaml(1): lr must be a number of at least 0")]
    public void A_mistake_is_told_with_its_line(string text, string message)
        => Assert.Equal(message, Assert.Throws<SenetException>(() => RecipeReader.Parse(text, "r.yaml")).Message);

    [Fact]
    public void Broken_yaml_is_told_with_the_line_where_it_breaks()
        => Assert.StartsWith("r.yaml(3): this is not YAML", Assert.Throws<SenetException>(() => RecipeReader.Parse("lr: 1\nmodel: [a\n", "r.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void Overrides_come_last_and_take_dashes()
    {
        var recipe = RecipeReader.Resolve(new RecipeSources { DefaultText = "lr: 1\nbatch_size: 7\n", Overrides = [("batch-size", "9"), ("mean", "1,2,3")] });
        Assert.Equal((1.0, 9), (recipe.Lr, recipe.BatchSize));
        Assert.Equal([1, 2, 3], recipe.Mean);
        Assert.Equal("unknown key 'epochsize'; did you mean 'epoch_size'?", Assert.Throws<SenetException>(() => RecipeReader.Override(recipe, "epochsize", "1")).Message);
    }

    [Fact]
    public void The_program_s_own_recipe_is_not_for_a_user_s_images()
    {
        Recipe Resolve(params (string, string)[] overrides) => RecipeReader.Resolve(new RecipeSources { DefaultText = "crop_padding: 2\nmean: [72.94]\n", Overrides = overrides });

        Assert.Equal(2, Resolve(("lr", "0.5")).CropPadding);
        var photos = Resolve(("dataset", "image_folder"), ("data_dir", "photos"));
        Assert.Equal(0, photos.CropPadding);
        Assert.Null(photos.Mean);
        Assert.Null(Resolve(("dataset", "cifar10"), ("data_dir", "cifar")).Mean);
        Assert.Equal(2, Resolve(("dataset", "mnist"), ("data_dir", "digits")).CropPadding);
    }

    [Fact]
    public void A_recipe_is_read_back_as_it_was_written()
    {
        var recipe = new Recipe { Model = "a b: 'c'", Lr = 0.1 + 0.2, Mean = [0.1, 2], Std = null, Scale = [0.3, 0.9], Interpolation = Interpolation.Lanczos, Resize = ResizeMethod.OpenCv, AutoAugment = "rand-m9-mstd0.5-inc1", ColorJitter = 0.25, ReScale = [0.1, 0.2], ReMode = ErasingMode.Pixel, ClassMap = "my map.txt", DecayEpochs = 3.5, ValSplit = new(7), Precision = RecipePrecision.BFloat16, Scheduler = Scheduler.Constant };
        var text = RecipeReader.Write(recipe);
        Assert.Equal(text, RecipeReader.Write(RecipeReader.Parse(text, "r.yaml")));
    }

    [Fact]
    public void The_learning_rate_rises_in_a_line_and_falls_as_a_cosine()
    {
        var recipe = new Recipe { Lr = 0.8, MinLr = 0.2, WarmupEpochs = 2, WarmupFactor = 0.25, EpochSize = 10 };
        Assert.Equal(0.2, LearningRate.At(recipe, 0, 10), 12);
        Assert.Equal(0.5, LearningRate.At(recipe, 10, 10), 12);
        Assert.Equal(0.8, LearningRate.At(recipe, 20, 10), 12);
        Assert.Equal(0.5, LearningRate.At(recipe, 60, 10), 12);
        Assert.Equal(0.2, LearningRate.At(recipe, 100, 10), 12);
    }

    // MindCV's published recipe at 2,502 steps an epoch: the values were computed from its formula with other software.
    [Theory]
    [InlineData(30, 0.067838)]
    [InlineData(75, 0.0375)]
    [InlineData(120, 0.0071619)]
    public void The_schedule_is_MindCVs(int epoch, double expected)
        => Assert.Equal(expected, LearningRate.At(new Recipe { Lr = 0.075, EpochSize = 150, DecayEpochs = 150 }, epoch * 2502L, 2502), 6);
}

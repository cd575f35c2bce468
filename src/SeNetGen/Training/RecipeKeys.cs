using System.Globalization;
using SeNetGen.Images.Transforms;

namespace SeNetGen.Training;

/// <summary>One key of a recipe, as files and the command line write it.</summary>
public sealed class RecipeKey
{
    internal RecipeKey(string name, RecipeValues values, string expects, string summary, Func<Recipe, RecipeValue, Recipe?> set, Func<Recipe, string> get)
    {
        Name = name;
        Values = values;
        Expects = expects;
        Summary = summary;
        Set = set;
        Get = get;
    }

    /// <summary>The key, e.g. <c>batch_size</c>.</summary>
    public string Name { get; }

    /// <summary>What a value must be, as a schema says it.</summary>
    public RecipeValues Values { get; }

    /// <summary>What a value must be, as a noun phrase for messages: "a whole number of at least 1".</summary>
    public string Expects { get; }

    /// <summary>One line for help.</summary>
    public string Summary { get; }

    /// <summary>The value in a recipe, as it would be written in a file.</summary>
    public string Read(Recipe recipe) => Get(recipe);

    /// <summary>The recipe with the value, null when the value is not what the key expects.</summary>
    internal Func<Recipe, RecipeValue, Recipe?> Set { get; }

    private Func<Recipe, string> Get { get; }
}

/// <summary>The kinds of values that recipes hold.</summary>
public enum RecipeValueKind
{
    /// <summary>Any text; none at all is the empty one.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A real number.</summary>
    Number,

    /// <summary>A real number, or a list of them.</summary>
    Numbers,

    /// <summary><c>true</c> or <c>false</c>; <c>yes</c>, <c>no</c>, <c>1</c> and <c>0</c> mean the same.</summary>
    Boolean,

    /// <summary>One of some words.</summary>
    Word,
}

/// <summary>What a key accepts; the last word is <see cref="RecipeReader"/>'s.</summary>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Least">The least number, null where there is none.</param>
/// <param name="Most">The greatest number, null where there is none.</param>
/// <param name="MayBeNull">Whether <c>null</c> is a value.</param>
/// <param name="Words">For words: all of them. For texts: those worth showing.</param>
public sealed record RecipeValues(RecipeValueKind Kind, double? Least = null, double? Most = null, bool MayBeNull = false, params IReadOnlyList<string> Words);

/// <summary>A value as written: its scalars, one or a list.</summary>
internal readonly record struct RecipeValue(IReadOnlyList<string> Items, bool IsList)
{
    public string? Scalar => IsList || Items.Count != 1 ? null : Items[0];

    public override string ToString() => IsList ? $"[{string.Join(", ", Items)}]" : Items[0];
}

/// <summary>The table of all keys that recipes know.</summary>
public static class RecipeKeys
{
    /// <summary>All keys, in the order in which a recipe is written.</summary>
    public static IReadOnlyList<RecipeKey> All { get; } =
    [
        Text("model", "name of the network", (r, v) => r with { Model = v }, r => r.Model),
        new("num_classes", new(RecipeValueKind.Integer, Least: 2, MayBeNull: true), "a whole number of at least 2, or null", "classes of the network; the data set's by default",
            (r, v) => IsNull(v) ? r with { NumClasses = null } : Whole(v, 2) is int n ? r with { NumClasses = n } : null, r => r.NumClasses is int n ? Write(n) : "null"),
        Text("dataset", "name of the data set", (r, v) => r with { Dataset = v }, r => r.Dataset),
        Text("data_dir", "folder of the data set; empty takes what the program carries", (r, v) => r with { DataDir = v }, r => r.DataDir),
        Text("class_map", "file with the folders that are classes, one a line, in the order of their labels; all by default", (r, v) => r with { ClassMap = v }, r => r.ClassMap),
        Text("train_shards", "tar files to train on, in data_dir, such as train-{000000..000146}.tar, '::' between patterns; all in train by default", (r, v) => r with { TrainShards = v }, r => r.TrainShards),
        Text("val_shards", "tar files to validate on, written alike; all in val by default", (r, v) => r with { ValShards = v }, r => r.ValShards),
        Integer("shuffle_buffer", 1, "samples of tar files that are shuffled at a time", (r, v) => r with { ShuffleBuffer = v }, r => r.ShuffleBuffer),
        new("num_samples", new(RecipeValueKind.Integer, Least: 1, MayBeNull: true), "a whole number of at least 1, or null", "training images to train on; all by default",
            (r, v) => IsNull(v) ? r with { NumSamples = null } : Whole(v, 1) is int n ? r with { NumSamples = n } : null, r => r.NumSamples is int n ? Write(n) : "null"),
        new("val_split", new(RecipeValueKind.Text, Words: ["test", "val", "holdout:1000"]), "'test', 'val' (the same) or 'holdout:N' with N of at least 1", "images to validate on: those held back, or N training images set aside",
            (r, v) => ParseSplit(v.Scalar) is ValidationSplit split ? r with { ValSplit = split } : null, r => r.ValSplit.ToString()),
        Integer("batch_size", 1, "images a training step", (r, v) => r with { BatchSize = v }, r => r.BatchSize),
        Boolean("drop_remainder", "leave out an epoch's last batch when it is not full", (r, v) => r with { DropRemainder = v }, r => r.DropRemainder),
        Boolean("shuffle", "a new order each epoch", (r, v) => r with { Shuffle = v }, r => r.Shuffle),
        Integer("num_parallel_workers", 1, "threads that prepare batches; no influence on the result", (r, v) => r with { NumParallelWorkers = v }, r => r.NumParallelWorkers),
        Integer("image_resize", 1, "rows and columns that images of a folder are brought to", (r, v) => r with { ImageResize = v }, r => r.ImageResize),
        Pair("scale", "share of an image's area that training cuts out, least and largest", (r, v) => r with { Scale = v }, r => r.Scale),
        Pair("ratio", "width divided by height of what training cuts out, least and largest", (r, v) => r with { Ratio = v }, r => r.Ratio),
        new("crop_pct", new(RecipeValueKind.Number, Least: 0), "a number greater than 0", "share of the resized image's side that validation keeps",
            (r, v) => Real(v, 0, double.MaxValue) is double d and > 0 ? r with { CropPct = d } : null, r => Write(r.CropPct)),
        Choice("interpolation", "how pixels are weighed in a resize", [.. Enum.GetNames<Interpolation>().Select(name => name.ToLowerInvariant())],
            (r, v) => r with { Interpolation = Enum.Parse<Interpolation>(v, ignoreCase: true) }, r => r.Interpolation.ToString().ToLowerInvariant()),
        Choice("resize", "whose resize: with antialiasing as timm and torchvision, or without as MindCV", ["pillow", "opencv"],
            (r, v) => r with { Resize = Enum.Parse<ResizeMethod>(v, ignoreCase: true) }, r => r.Resize == ResizeMethod.Pillow ? "pillow" : "opencv"),
        Boolean("exif_transpose", "turn images of a folder as their EXIF orientation says", (r, v) => r with { ExifTranspose = v }, r => r.ExifTranspose),
        new("hflip", new(RecipeValueKind.Number, 0, 1, MayBeNull: true), "a number from 0 to 1, or null", "probability of mirroring a training image; 0.5 for folders of images, else 0 by default",
            (r, v) => IsNull(v) ? r with { Hflip = null } : Real(v, 0, 1) is double d ? r with { Hflip = d } : null, r => r.Hflip is double d ? Write(d) : "null"),
        Number("vflip", 0, 1, "probability of turning a training image of a folder upside down", (r, v) => r with { Vflip = v }, r => r.Vflip),
        new("color_jitter", new(RecipeValueKind.Number, 0, 1, MayBeNull: true), "a number from 0 to 1, or null", "how much brightness, contrast and saturation of a folder's training images change; 0.4 without auto_augment, else 0 by default",
            (r, v) => IsNull(v) ? r with { ColorJitter = null } : Real(v, 0, 1) is double d ? r with { ColorJitter = d } : null, r => r.ColorJitter is double d ? Write(d) : "null"),
        Text("auto_augment", "policy for a folder's training images: rand-m9-mstd0.5-inc1, original, v0, 3a, augmix-m5-w4-d2, trivialaugwide; none by default", (r, v) => r with { AutoAugment = v }, r => r.AutoAugment),
        Number("re_prob", 0, 1, "probability of erasing a rectangle of a folder's training image", (r, v) => r with { ReProb = v }, r => r.ReProb),
        Pair("re_scale", "share of the image's area that is erased, least and largest", (r, v) => r with { ReScale = v }, r => r.ReScale),
        Pair("re_ratio", "height divided by width of what is erased, least and largest", (r, v) => r with { ReRatio = v }, r => r.ReRatio),
        Choice("re_mode", "what an erased rectangle is filled with: the mean, one random colour, or one a pixel", ["const", "rand", "pixel"],
            (r, v) => r with { ReMode = Enum.Parse<ErasingMode>(v, ignoreCase: true) }, r => r.ReMode.ToString().ToLowerInvariant()),
        Number("mixup", 0, double.MaxValue, "alpha of mixup, which mixes the images of a batch; 0 leaves it out", (r, v) => r with { Mixup = v }, r => r.Mixup),
        Number("cutmix", 0, double.MaxValue, "alpha of CutMix, which puts a part of one image into another; 0 leaves it out", (r, v) => r with { Cutmix = v }, r => r.Cutmix),
        Number("cutmix_prob", 0, 1, "probability that a batch is mixed, by mixup or CutMix", (r, v) => r with { CutmixProb = v }, r => r.CutmixProb),
        Integer("aug_repeats", 0, "how often an image comes in an epoch, each time changed otherwise; fewer images then come", (r, v) => r with { AugRepeats = v }, r => r.AugRepeats),
        Integer("crop_padding", 0, "black pixels added at each side before a random crop", (r, v) => r with { CropPadding = v }, r => r.CropPadding),
        Number("max_corrupt", 0, 1, "share of the images that may be unreadable before the run fails", (r, v) => r with { MaxCorrupt = v }, r => r.MaxCorrupt),
        Numbers("mean", "subtracted from pixels of 0 to 255, one value or one a channel; ImageNet's for folders of images, else 127.5 by default", mayBeZero: true, (r, v) => r with { Mean = v }, r => r.Mean),
        Numbers("std", "pixels are divided by it, one value or one a channel; ImageNet's for folders of images, else 63.75 by default", mayBeZero: false, (r, v) => r with { Std = v }, r => r.Std),
        Integer("epoch_size", 1, "passes over the training images", (r, v) => r with { EpochSize = v }, r => r.EpochSize),
        Choice("opt", "optimizer", ["momentum", "sgd"], (r, _) => r, _ => "momentum"),
        Choice("scheduler", "how the learning rate goes", ["warmup_cosine_decay", "cosine_decay", "constant"],
            (r, v) => r with { Scheduler = v == "constant" ? Scheduler.Constant : Scheduler.CosineDecay }, r => r.Scheduler == Scheduler.Constant ? "constant" : "warmup_cosine_decay"),
        Number("lr", 0, double.MaxValue, "learning rate after warm-up", (r, v) => r with { Lr = v }, r => r.Lr),
        Number("min_lr", 0, double.MaxValue, "learning rate at the end", (r, v) => r with { MinLr = v }, r => r.MinLr),
        Number("warmup_epochs", 0, double.MaxValue, "epochs in which the learning rate rises", (r, v) => r with { WarmupEpochs = v }, r => r.WarmupEpochs),
        Number("warmup_factor", 0, 1, "part of lr that warm-up starts at", (r, v) => r with { WarmupFactor = v }, r => r.WarmupFactor),
        new("decay_epochs", new(RecipeValueKind.Number, Least: 0, MayBeNull: true), "a number greater than 0, or null", "length of the cosine; epoch_size - warmup_epochs by default",
            (r, v) => IsNull(v) ? r with { DecayEpochs = null } : Real(v, 0, double.MaxValue) is double d and > 0 ? r with { DecayEpochs = d } : null, r => r.DecayEpochs is double d ? Write(d) : "null"),
        Number("momentum", 0, 1, "momentum of gradient descent", (r, v) => r with { Momentum = v }, r => r.Momentum),
        Boolean("use_nesterov", "Nesterov's form of momentum", (r, v) => r with { UseNesterov = v }, r => r.UseNesterov),
        Number("weight_decay", 0, double.MaxValue, "added to the gradient, times the weight", (r, v) => r with { WeightDecay = v }, r => r.WeightDecay),
        Choice("weight_decay_filter", "parameters that are not decayed", ["disable", "norm_and_bias"],
            (r, v) => r with { WeightDecayFilter = v == "disable" ? WeightDecayFilter.Disable : WeightDecayFilter.NormAndBias }, r => r.WeightDecayFilter == WeightDecayFilter.Disable ? "disable" : "norm_and_bias"),
        Choice("loss", "loss function", ["CE"], (r, _) => r, _ => "CE"),
        Number("label_smoothing", 0, 0.999, "part of each target spread over all classes", (r, v) => r with { LabelSmoothing = v }, r => r.LabelSmoothing),
        Integer("seed", int.MinValue, "seed of initialisation, order and augmentation", (r, v) => r with { Seed = v }, r => r.Seed),
        Choice("precision", "precision of the convolutions", ["auto", "float32", "bfloat16", "float64"], (r, v) => r with { Precision = Enum.Parse<RecipePrecision>(v, ignoreCase: true) },
            r => r.Precision switch { RecipePrecision.Auto => "auto", RecipePrecision.Float32 => "float32", RecipePrecision.BFloat16 => "bfloat16", _ => "float64" }),
        Text("device", "where to compute: auto, cpu, cuda or cuda:N", (r, v) => r with { Device = v }, r => r.Device),
        Boolean("val_while_train", "validate between epochs", (r, v) => r with { ValWhileTrain = v }, r => r.ValWhileTrain),
        Integer("val_interval", 1, "epochs from one validation to the next", (r, v) => r with { ValInterval = v }, r => r.ValInterval),
        Integer("log_interval", 1, "steps from one reading of the loss to the next", (r, v) => r with { LogInterval = v }, r => r.LogInterval),
        Text("ckpt_path", "checkpoint to resume from, or weights to start with", (r, v) => r with { CkptPath = v }, r => r.CkptPath),
        Boolean("resume_opt", "whether a training checkpoint is resumed; false takes its weights alone", (r, v) => r with { ResumeOpt = v }, r => r.ResumeOpt),
        Text("ckpt_save_dir", "folder of the checkpoints; ./ckpt/<model>-<time> by default", (r, v) => r with { CkptSaveDir = v }, r => r.CkptSaveDir),
        Integer("ckpt_save_interval", 1, "epochs from one save to the next", (r, v) => r with { CkptSaveInterval = v }, r => r.CkptSaveInterval),
        Integer("keep_checkpoint_max", 0, "files of single epochs to keep beside latest and best", (r, v) => r with { KeepCheckpointMax = v }, r => r.KeepCheckpointMax),
    ];

    /// <summary>The key of this name, with '-' for '_' allowed, or null.</summary>
    public static RecipeKey? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var wanted = name.Replace('-', '_');
        return All.FirstOrDefault(key => key.Name == wanted);
    }

    private static RecipeKey Text(string name, string summary, Func<Recipe, string, Recipe> set, Func<Recipe, string> get)
        => new(name, new(RecipeValueKind.Text), "a text", summary, (r, v) => IsNull(v) ? set(r, "") : v.Scalar is string s ? set(r, s) : null, get);

    private static RecipeKey Integer(string name, int least, string summary, Func<Recipe, int, Recipe> set, Func<Recipe, int> get)
        => new(name, new(RecipeValueKind.Integer, least == int.MinValue ? null : least), least == int.MinValue ? "a whole number" : $"a whole number of at least {Write(least)}", summary, (r, v) => Whole(v, least) is int n ? set(r, n) : null, r => Write(get(r)));

    private static RecipeKey Number(string name, double least, double most, string summary, Func<Recipe, double, Recipe> set, Func<Recipe, double> get)
        => new(name, new(RecipeValueKind.Number, least, most == double.MaxValue ? null : most), most == double.MaxValue ? $"a number of at least {Write(least)}" : $"a number from {Write(least)} to {Write(most)}", summary, (r, v) => Real(v, least, most) is double d ? set(r, d) : null, r => Write(get(r)));

    private static RecipeKey Boolean(string name, string summary, Func<Recipe, bool, Recipe> set, Func<Recipe, bool> get)
        => new(name, new(RecipeValueKind.Boolean), "true or false", summary, (r, v) => ParseBoolean(v.Scalar) is bool b ? set(r, b) : null, r => get(r) ? "true" : "false");

    private static RecipeKey Choice(string name, string summary, string[] choices, Func<Recipe, string, Recipe> set, Func<Recipe, string> get)
        => new(name, new(RecipeValueKind.Word, Words: choices), choices.Length == 1 ? $"'{choices[0]}'" : $"one of {string.Join(", ", choices)}", summary, (r, v) => v.Scalar is string s && choices.Contains(s) ? set(r, s) : null, get);

    private static RecipeKey Numbers(string name, string summary, bool mayBeZero, Func<Recipe, IReadOnlyList<double>?, Recipe> set, Func<Recipe, IReadOnlyList<double>?> get)
        => new(name, new(RecipeValueKind.Numbers, mayBeZero ? null : 0, MayBeNull: true), mayBeZero ? "a number, a list of numbers, or null" : "a number greater than 0, a list of such, or null", summary,
            (r, v) => IsNull(v) ? set(r, null) : RealList(v, mayBeZero) is { Length: > 0 } values ? set(r, values) : null, r => get(r) is { } values ? WriteList(values) : "null");

    private static RecipeKey Pair(string name, string summary, Func<Recipe, IReadOnlyList<double>, Recipe> set, Func<Recipe, IReadOnlyList<double>> get)
        => new(name, new(RecipeValueKind.Numbers, Least: 0), "two numbers greater than 0, the smaller first", summary,
            (r, v) => RealList(v, mayBeZero: false) is [var least, var largest] values && least <= largest ? set(r, values) : null, r => WriteList(get(r)));

    private static double[]? RealList(RecipeValue value, bool mayBeZero)
    {
        var values = new double[value.Items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Real(new RecipeValue([value.Items[i]], false), mayBeZero ? double.MinValue : 0, double.MaxValue) is not double d || (d == 0 && !mayBeZero))
            {
                return null;
            }

            values[i] = d;
        }

        return values;
    }

    private static string WriteList(IReadOnlyList<double> values) => $"[{string.Join(", ", values.Select(Write))}]";

    private static bool IsNull(RecipeValue value) => value.Scalar is "" or "null" or "~" or "None";

    private static int? Whole(RecipeValue value, int least)
        => int.TryParse(value.Scalar, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= least ? n : null;

    private static double? Real(RecipeValue value, double least, double most)
        => double.TryParse(value.Scalar, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d) && d >= least && d <= most ? d : null;

    private static bool? ParseBoolean(string? text) => text?.ToLowerInvariant() switch
    {
        "true" or "yes" or "1" => true,
        "false" or "no" or "0" => false,
        _ => null,
    };

    private static ValidationSplit? ParseSplit(string? text)
    {
        const string holdout = "holdout:";
        if (text is "test" or "val")
        {
            return ValidationSplit.Test;
        }

        return text is not null && text.StartsWith(holdout, StringComparison.Ordinal) && int.TryParse(text.AsSpan(holdout.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
            ? new ValidationSplit(n)
            : null;
    }

    private static string Write(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

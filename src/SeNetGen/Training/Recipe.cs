using SeNetGen.Images.Transforms;

namespace SeNetGen.Training;

/// <summary>
/// Everything that decides how a network is trained. Each property has a flat key of MindCV's name in recipe files and on the command line:
/// <see cref="BatchSize"/> is <c>batch_size</c>. <see cref="RecipeKeys"/> is the table.
/// </summary>
public sealed record Recipe
{
    /// <summary><c>model</c>: name of the network.</summary>
    public string Model { get; init; } = "";

    /// <summary><c>num_classes</c>: null takes the data set's.</summary>
    public int? NumClasses { get; init; }

    /// <summary><c>dataset</c>: name of the data set.</summary>
    public string Dataset { get; init; } = "fashion_mnist";

    /// <summary><c>data_dir</c>: the data set's folder; empty takes what the program carries.</summary>
    public string DataDir { get; init; } = "";

    /// <summary><c>class_map</c>: a file with the folders that are classes, one a line, in the order of their labels; empty takes all in ordinal order.</summary>
    public string ClassMap { get; init; } = "";

    /// <summary><c>train_shards</c>: the tar files to train on, below <see cref="DataDir"/>, written short as <c>train-{000000..000146}.tar</c>; empty takes all in <c>train</c>.</summary>
    public string TrainShards { get; init; } = "";

    /// <summary><c>val_shards</c>: those to validate on; empty takes all in <c>val</c>.</summary>
    public string ValShards { get; init; } = "";

    /// <summary><c>shuffle_buffer</c>: samples of shards that are shuffled at a time, and wait in memory undecoded.</summary>
    public int ShuffleBuffer { get; init; } = 1000;

    /// <summary><c>num_samples</c>: how many of the training images to train on, as many of each class as can be, the same ones in each run; null takes all.</summary>
    public int? NumSamples { get; init; }

    /// <summary><c>val_split</c>: <c>test</c> validates on the official test images, <c>holdout:N</c> on N training images set aside (and not trained on).</summary>
    public ValidationSplit ValSplit { get; init; } = ValidationSplit.Test;

    /// <summary><c>batch_size</c>: images a training step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary><c>drop_remainder</c>: leave out an epoch's last batch when it is not full.</summary>
    public bool DropRemainder { get; init; } = true;

    /// <summary><c>shuffle</c>: a new order each epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary><c>num_parallel_workers</c>: threads that prepare batches. Has no influence on the result.</summary>
    public int NumParallelWorkers { get; init; } = 1;

    /// <summary><c>image_resize</c>: rows and columns that images of a folder are brought to.</summary>
    public int ImageResize { get; init; } = 224;

    /// <summary><c>scale</c>: the share of an image's area that training cuts out, least and largest.</summary>
    public IReadOnlyList<double> Scale { get; init; } = [0.08, 1];

    /// <summary><c>ratio</c>: width divided by height of what training cuts out, least and largest.</summary>
    public IReadOnlyList<double> Ratio { get; init; } = [3.0 / 4, 4.0 / 3];

    /// <summary><c>crop_pct</c>: the share of the resized image's side that validation keeps, from the middle.</summary>
    public double CropPct { get; init; } = 0.875;

    /// <summary><c>interpolation</c>: how pixels are weighed when an image gets another size.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary><c>resize</c>: whose resize.</summary>
    public ResizeMethod Resize { get; init; } = ResizeMethod.Pillow;

    /// <summary><c>exif_transpose</c>: turn images as their EXIF orientation says; torchvision, timm and MindCV do not.</summary>
    public bool ExifTranspose { get; init; }

    /// <summary><c>hflip</c>: probability of mirroring a training image; null is 0.5 for folders of images, else 0.</summary>
    public double? Hflip { get; init; }

    /// <summary><c>vflip</c>: probability of turning a training image of a folder upside down.</summary>
    public double Vflip { get; init; }

    /// <summary><c>color_jitter</c>: how much brightness, contrast and saturation of a folder's training images change; null is 0.4 without <c>auto_augment</c>, else 0.</summary>
    public double? ColorJitter { get; init; }

    /// <summary><c>auto_augment</c>: a policy for a folder's training images, as timm and MindCV write it; empty for none.</summary>
    public string AutoAugment { get; init; } = "";

    /// <summary><c>re_prob</c>: probability of erasing a rectangle of a folder's training image.</summary>
    public double ReProb { get; init; }

    /// <summary><c>re_scale</c>: the share of the image's area that is erased, least and largest.</summary>
    public IReadOnlyList<double> ReScale { get; init; } = [0.02, 0.33];

    /// <summary><c>re_ratio</c>: height divided by width of what is erased, least and largest.</summary>
    public IReadOnlyList<double> ReRatio { get; init; } = [0.3, 3.3];

    /// <summary><c>re_mode</c>: with what it is filled (timm's <c>remode</c>).</summary>
    public ErasingMode ReMode { get; init; } = ErasingMode.Const;

    /// <summary><c>mixup</c>: alpha of mixup; 0 leaves it out.</summary>
    public double Mixup { get; init; }

    /// <summary><c>cutmix</c>: alpha of CutMix; 0 leaves it out.</summary>
    public double Cutmix { get; init; }

    /// <summary><c>cutmix_prob</c>: probability that a batch is mixed, by either method.</summary>
    public double CutmixProb { get; init; } = 1;

    /// <summary><c>aug_repeats</c>: how often an image comes in an epoch, each time changed otherwise; 0 and 1 mean once.</summary>
    public int AugRepeats { get; init; }

    /// <summary><c>crop_padding</c>: black pixels added at each side before a random crop back to the image's size; 0 crops nothing.</summary>
    public int CropPadding { get; init; }

    /// <summary><c>max_corrupt</c>: the share of the images that may be unreadable before the run fails.</summary>
    public double MaxCorrupt { get; init; } = 0.01;

    /// <summary><c>mean</c>: subtracted from pixels (0 to 255), one value or one a channel; null is ImageNet's for folders of images, else 127.5.</summary>
    public IReadOnlyList<double>? Mean { get; init; }

    /// <summary><c>std</c>: pixels are divided by it, one value or one a channel; null is ImageNet's for folders of images, else 63.75.</summary>
    public IReadOnlyList<double>? Std { get; init; }

    /// <summary><c>epoch_size</c>: passes over the training images.</summary>
    public int EpochSize { get; init; } = 90;

    /// <summary><c>scheduler</c>: how the learning rate goes.</summary>
    public Scheduler Scheduler { get; init; } = Scheduler.CosineDecay;

    /// <summary><c>lr</c>: the learning rate after warm-up.</summary>
    public double Lr { get; init; } = 0.1;

    /// <summary><c>min_lr</c>: where the cosine ends.</summary>
    public double MinLr { get; init; }

    /// <summary><c>warmup_epochs</c>: epochs in which the learning rate rises in a line; may be a fraction.</summary>
    public double WarmupEpochs { get; init; }

    /// <summary><c>warmup_factor</c>: the part of <c>lr</c> that warm-up starts at.</summary>
    public double WarmupFactor { get; init; }

    /// <summary><c>decay_epochs</c>: length of the cosine after warm-up; null is <c>epoch_size - warmup_epochs</c>.</summary>
    public double? DecayEpochs { get; init; }

    /// <summary><c>momentum</c> of stochastic gradient descent.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary><c>use_nesterov</c>: Nesterov's form of momentum.</summary>
    public bool UseNesterov { get; init; }

    /// <summary><c>weight_decay</c>: added to the gradient, times the weight.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary><c>weight_decay_filter</c>: which parameters are decayed.</summary>
    public WeightDecayFilter WeightDecayFilter { get; init; } = WeightDecayFilter.Disable;

    /// <summary><c>label_smoothing</c>: the part of each target that is spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary><c>seed</c> of initialisation, order and augmentation.</summary>
    public int Seed { get; init; } = 42;

    /// <summary><c>val_while_train</c>: validate between epochs; the last epoch is always validated.</summary>
    public bool ValWhileTrain { get; init; } = true;

    /// <summary><c>val_interval</c>: epochs from one validation to the next.</summary>
    public int ValInterval { get; init; } = 1;

    /// <summary><c>log_interval</c>: steps from one reading of the loss to the next.</summary>
    public int LogInterval { get; init; } = 10;

    /// <summary><c>ckpt_path</c>: a training checkpoint to go on from, or weights to start with; empty starts afresh.</summary>
    public string CkptPath { get; init; } = "";

    /// <summary><c>resume_opt</c>: false takes only the weights of a training checkpoint.</summary>
    public bool ResumeOpt { get; init; } = true;

    /// <summary><c>ckpt_save_dir</c>: where checkpoints go; empty makes <c>./ckpt/&lt;model&gt;-&lt;time&gt;</c>.</summary>
    public string CkptSaveDir { get; init; } = "";

    /// <summary><c>ckpt_save_interval</c>: epochs from one save of <c>latest</c> to the next; the last epoch is always saved.</summary>
    public int CkptSaveInterval { get; init; } = 1;

    /// <summary><c>keep_checkpoint_max</c>: how many files of single epochs to keep beside <c>latest</c> and <c>best</c>.</summary>
    public int KeepCheckpointMax { get; init; }

    /// <summary><c>device</c>: <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary><c>precision</c>: of convolutions and what lies between them.</summary>
    public RecipePrecision Precision { get; init; } = RecipePrecision.Auto;
}

/// <summary>How the learning rate goes over a run.</summary>
public enum Scheduler
{
    /// <summary><c>warmup_cosine_decay</c> or <c>cosine_decay</c>: a line up, then half a cosine down.</summary>
    CosineDecay,

    /// <summary><c>constant</c>: a line up, then constant.</summary>
    Constant,
}

/// <summary>Which parameters weight decay leaves alone.</summary>
public enum WeightDecayFilter
{
    /// <summary><c>disable</c>: none; all are decayed.</summary>
    Disable,

    /// <summary><c>norm_and_bias</c>: the parameters of norms, and biases.</summary>
    NormAndBias,
}

/// <summary>How pixels are weighed when an image gets another size.</summary>
public enum Interpolation
{
    /// <summary><c>nearest</c>.</summary>
    Nearest,

    /// <summary><c>box</c>.</summary>
    Box,

    /// <summary><c>bilinear</c>.</summary>
    Bilinear,

    /// <summary><c>hamming</c>.</summary>
    Hamming,

    /// <summary><c>bicubic</c>.</summary>
    Bicubic,

    /// <summary><c>lanczos</c>.</summary>
    Lanczos,

    /// <summary><c>random</c>: bilinear or bicubic by chance in training (timm's), bilinear in validation.</summary>
    Random,
}

/// <summary>The precision that a recipe asks for.</summary>
public enum RecipePrecision
{
    /// <summary><c>auto</c>: bfloat16 where the device computes in it natively, else float32.</summary>
    Auto,

    /// <summary><c>float32</c>.</summary>
    Float32,

    /// <summary><c>bfloat16</c> with float32 parameters, norms and loss.</summary>
    BFloat16,

    /// <summary><c>float64</c>, for studies.</summary>
    Float64,
}

/// <summary>The images that a run validates on.</summary>
/// <param name="Holdout">How many training images are set aside for it; 0 takes the official test images.</param>
public readonly record struct ValidationSplit(int Holdout)
{
    /// <summary>The official test images.</summary>
    public static ValidationSplit Test => default;

    /// <summary><c>test</c> or <c>holdout:N</c>.</summary>
    public override string ToString() => Holdout == 0 ? "test" : FormattableString.Invariant($"holdout:{Holdout}");
}

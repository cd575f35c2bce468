using SeNetGen.Modules;
using SeNetGen.Training;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Training;

/// <summary>A network of the kind that is generated, small enough to be trained within a test: 3x3 convolution, norm, gate, pool, classifier.</summary>
internal sealed class TinyNetwork : Network
{
    public TinyNetwork(int classes = 10, double dropout = 0.1)
        : base(Definition)
    {
        Conv1 = AddConv("conv1", 1, 8, kernel: 3, stride: 2, padding: 1);
        Bn1 = AddBatchNorm("bn1", 8);
        Conv2 = AddConv("conv2", 8, 8, kernel: 3, padding: 1);
        Bn2 = AddBatchNorm("bn2", 8);
        Se = AddSqueezeExcite("se", 8, 4);
        Drop = AddDropout("drop", dropout);
        Fc = AddLinear("fc", 8 * 6 * 6, classes);
        Initialise(Initialisation.Timm);
    }

    public static NetworkInfo Definition { get; } = new()
    {
        Name = "tiny",
        ClassName = nameof(TinyNetwork),
        Family = "Tiny",
        SourceFile = "tiny.senet.yaml",
        ParameterCount = 3_670,
        MultiplyAdds = 0,
        Input = new Shape(1, 12, 12),
        Heights = new InputSizes(12, finite: [12]),
        Widths = new InputSizes(12, finite: [12]),
        Arguments = [new("classes", 10), new("dropout", 0.1)],
        Create = arguments => new TinyNetwork(arguments.Integer("classes"), arguments.Real("dropout")),
        Describe = (_, input, _) => input,
    };

    public Conv Conv1 { get; }

    public BatchNorm Bn1 { get; }

    public Conv Conv2 { get; }

    public BatchNorm Bn2 { get; }

    public SqueezeExcite Se { get; }

    public Dropout Drop { get; }

    public Linear Fc { get; }

    public static NetworkInfo Find(string name) => name == "tiny" ? Definition : throw new SenetException($"network '{name}' is not known");

    /// <summary>Trains it on the learnable images of <see cref="Data.IdxBytes"/>, 330 of them, in a second or two.</summary>
    /// <param name="data">Folder of the images.</param>
    /// <param name="checkpoints">Folder of the checkpoints.</param>
    public static Recipe Recipe(string data, string checkpoints) => new()
    {
        Model = "tiny",
        Dataset = "mnist",
        DataDir = data,
        CkptSaveDir = checkpoints,
        BatchSize = 16,
        EpochSize = 4,
        Lr = 0.05,
        WarmupEpochs = 1,
        UseNesterov = true,
        LabelSmoothing = 0.1,
        CropPadding = 1,
        Seed = 3,
        Device = "cpu",
        Precision = RecipePrecision.Float32,
    };

    public override Tensor forward(Tensor input)
    {
        using var entered = Enter(input);
        using var x1 = Conv1.forward(entered);
        using var x2 = Bn1.forward(x1);
        using var x3 = Relu(x2);
        using var x4 = Conv2.forward(x3);
        using var x5 = Bn2.forward(x4);
        using var x6 = Se.forward(x5);
        return ForwardHead(x6);
    }

    public override FeatureMaps ForwardFeatures(Tensor input) => throw new NotSupportedException();

    public override Tensor ForwardHead(Tensor features)
    {
        using var flat = Flatten(features);
        using var dropped = Drop.forward(flat);
        return Fc.forward(dropped);
    }
}

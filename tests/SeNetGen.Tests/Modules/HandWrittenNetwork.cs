using SeNetGen.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Tests.Modules;

/// <summary>A small SE-ResNet as generated code looks, written by hand.</summary>
public sealed class HandWrittenNetwork : Network
{
    public static NetworkInfo Definition { get; } = new()
    {
        Name = "hand_written",
        ClassName = "HandWrittenNetwork",
        Family = "tests",
        SourceFile = "tests.senet.yaml",
        ParameterCount = 0,
        MultiplyAdds = 0,
        Input = new(3, 32, 32),
        Heights = new InputSizes(minimum: 8),
        Widths = new InputSizes(minimum: 8),
        Arguments = [new("classes", 10)],
        Stages = [new("layer1", 16, 2), new("layer2", 32, 4)],
        Create = arguments => new HandWrittenNetwork(arguments.Integer("classes")),
        Describe = (describer, input, arguments) => Describe(describer, input, arguments.Integer("classes")),
    };

    public HandWrittenNetwork(int classes = 10)
        : base(Definition)
    {
        Conv1 = AddConv("conv1", 3, 16, kernel: 3, stride: 1, padding: 1);
        Bn1 = AddBatchNorm("bn1", 16);
        Layer1 = AddBlocks("layer1", 2, _ => new BasicBlock(16, 16, stride: 1, downsample: false));
        Layer2 = AddBlocks("layer2", 2, index => index == 0 ? new BasicBlock(16, 32, stride: 2, downsample: true) : new BasicBlock(32, 32, stride: 1, downsample: false));
        Fc = AddLinear("fc", 32, classes);
        Initialise(Initialisation.Timm);
    }

    public Conv Conv1 { get; }

    public BatchNorm Bn1 { get; }

    public BlockList<BasicBlock> Layer1 { get; }

    public BlockList<BasicBlock> Layer2 { get; }

    public Linear Fc { get; }

    public override Tensor forward(Tensor input)
    {
        using var features = ForwardFeatures(input);
        return ForwardHead(features.Output);
    }

    public override Features ForwardFeatures(Tensor input)
    {
        var x = Enter(input);
        var conv1 = Conv1.forward(x);
        x.Dispose();
        var bn1 = Bn1.forward(conv1);
        conv1.Dispose();
        Relu_(bn1);
        var pool = MaxPool(bn1, 3, 2, padding: 1);
        bn1.Dispose();
        var layer1 = Layer1.forward(pool);
        pool.Dispose();
        return new Features(layer1, Layer2.forward(layer1));
    }

    public override Tensor ForwardHead(Tensor features)
    {
        using var pooled = GlobalAvgPool(features);
        return Fc.forward(pooled);
    }

    private static Shape Describe(NetworkDescriber describer, Shape input, int classes)
    {
        var x = describer.Conv("conv1", input, 3, 16, kernel: 3, stride: 1, padding: 1);
        x = describer.BatchNorm("bn1", x, 16);
        x = describer.Relu("act1", x);
        x = describer.MaxPool("maxpool", x, 3, 2, padding: 1);
        x = describer.Blocks("layer1", 2, x, (_, y) => BasicBlock.Describe(describer, y, 16, 16, stride: 1, downsample: false));
        x = describer.Blocks("layer2", 2, x, (index, y) => index == 0 ? BasicBlock.Describe(describer, y, 16, 32, stride: 2, downsample: true) : BasicBlock.Describe(describer, y, 32, 32, stride: 1, downsample: false));
        x = describer.GlobalAvgPool("global_pool", x);
        return describer.Linear("fc", x, 32, classes);
    }

    public sealed record Features(Tensor Layer1, Tensor Layer2) : FeatureMaps([Layer1, Layer2], Layer2);

    public sealed class BasicBlock : Layer
    {
        public BasicBlock(int inputChannels, int planes, int stride, bool downsample)
        {
            Conv1 = AddConv("conv1", inputChannels, planes, kernel: 3, stride: stride, padding: 1);
            Bn1 = AddBatchNorm("bn1", planes);
            Conv2 = AddConv("conv2", planes, planes, kernel: 3, padding: 1);
            Bn2 = AddBatchNorm("bn2", planes, gamma: 0);
            Se = AddSqueezeExcite("se", planes, 8);
            if (downsample)
            {
                Downsample = Add("downsample", new DownsampleLayers(inputChannels, planes, stride));
            }
        }

        public Conv Conv1 { get; }

        public BatchNorm Bn1 { get; }

        public Conv Conv2 { get; }

        public BatchNorm Bn2 { get; }

        public SqueezeExcite Se { get; }

        public DownsampleLayers? Downsample { get; }

        public override Tensor forward(Tensor input)
        {
            var conv1 = Conv1.forward(input);
            var bn1 = Bn1.forward(conv1);
            conv1.Dispose();
            Relu_(bn1);
            var conv2 = Conv2.forward(bn1);
            bn1.Dispose();
            var bn2 = Bn2.forward(conv2);
            conv2.Dispose();
            var se = Se.forward(bn2);
            bn2.Dispose();
            if (Downsample is null)
            {
                Add_(se, input);
            }
            else
            {
                var shortcut = Downsample.forward(input);
                Add_(se, shortcut);
                shortcut.Dispose();
            }

            Relu_(se);
            return se;
        }

        internal static Shape Describe(NetworkDescriber describer, Shape input, int inputChannels, int planes, int stride, bool downsample)
        {
            var x = describer.Conv("conv1", input, inputChannels, planes, kernel: 3, stride: stride, padding: 1);
            x = describer.BatchNorm("bn1", x, planes);
            x = describer.Relu("act1", x);
            x = describer.Conv("conv2", x, planes, planes, kernel: 3, padding: 1);
            x = describer.BatchNorm("bn2", x, planes, gamma: 0);
            x = describer.SqueezeExcite("se", x, planes, 8);
            var shortcut = input;
            if (downsample)
            {
                describer.Enter("downsample");
                shortcut = describer.Conv("0", input, inputChannels, planes, stride: stride);
                shortcut = describer.BatchNorm("1", shortcut, planes);
                describer.Leave();
            }

            x = describer.Add("", x, shortcut);
            return describer.Relu("act2", x);
        }
    }

    public sealed class DownsampleLayers : Layer
    {
        public DownsampleLayers(int inputChannels, int planes, int stride)
        {
            Conv0 = AddConv("0", inputChannels, planes, stride: stride);
            BatchNorm1 = AddBatchNorm("1", planes);
        }

        public Conv Conv0 { get; }

        public BatchNorm BatchNorm1 { get; }

        public override Tensor forward(Tensor input)
        {
            using var conv = Conv0.forward(input);
            return BatchNorm1.forward(conv);
        }
    }
}

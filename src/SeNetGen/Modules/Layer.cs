using SeNetGen.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeNetGen.Modules;

/// <summary>
/// The base of everything in a network. Children, parameters and buffers are registered one by one under their names in the state
/// dict, so nothing rests on reflection. A layer's <c>forward</c> never disposes what it is given and always returns a handle of its
/// own; feature maps are [N, C, H, W] with channels-last strides.
/// </summary>
public abstract partial class Layer : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes a layer without parameters or children.</summary>
    protected Layer()
        : base(LoadedName())
    {
    }

    /// <summary>The path of names from the network to this layer, <c>layer1.0.bn1</c>; the class name at the top.</summary>
    public string Path
    {
        get
        {
            if (Parent is null)
            {
                return Key.Length == 0 ? GetType().Name : Key;
            }

            return Parent.Parent is null && Parent.Key.Length == 0 ? Key : $"{Parent.Path}.{Key}";
        }
    }

    /// <summary>The layer it is a child of.</summary>
    internal Layer? Parent { get; private set; }

    /// <summary>Its name in its parent.</summary>
    internal string Key { get; private set; } = "";

    /// <summary>Gives every weight below this layer its starting value, in the order of the state dict, from LibTorch's default generator.</summary>
    /// <param name="initialisation">How weights start.</param>
    public void Initialise(Initialisation initialisation)
    {
        ArgumentNullException.ThrowIfNull(initialisation);
        using var noGradient = no_grad();
        InitialiseTree(this, initialisation);
    }

    /// <summary>Gives this layer's own weights their starting values.</summary>
    private protected virtual void InitialiseOwn(Initialisation initialisation)
    {
    }

    /// <summary>Takes the tensor that replaced a registered one when the layer moved to another device or number format.</summary>
    /// <param name="name">Its registered name.</param>
    /// <param name="tensor">The tensor: a <see cref="Parameter"/> for a parameter.</param>
    private protected virtual void Replace(string name, Tensor tensor)
    {
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Everything is registered by name where it is made.
    }

    /// <inheritdoc/>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        foreach (var (_, child) in named_children())
        {
            if (device is null)
            {
                child.to(dtype!.Value, non_blocking);
            }
            else if (dtype is null)
            {
                child.to(device.type, device.index, non_blocking);
            }
            else
            {
                child.to(device, dtype.Value, non_blocking);
            }
        }

        foreach (var (name, parameter) in named_parameters(false).ToArray())
        {
            if (ReplaceParameter(dtype, device, parameter, out var moved))
            {
                parameter.Dispose();
                ConditionallyRegisterParameter(name, moved);
                Replace(name, moved!);
            }
        }

        foreach (var (name, buffer) in named_buffers(false).ToArray())
        {
            if (ReplaceBuffer(dtype, device, buffer, out var moved))
            {
                ConditionallyRegisterBuffer(name, moved);
                Replace(name, moved!);
            }
        }

        if (device is not null)
        {
            _deviceType = device.type;
            _deviceIndex = device.index;
        }
    }

    /// <summary>Adds a child.</summary>
    /// <param name="name">Its name in the state dict.</param>
    /// <param name="layer">The child.</param>
    protected T Add<T>(string name, T layer)
        where T : nn.Module
    {
        register_module(name, layer);
        if (layer is Layer own)
        {
            own.Parent = this;
            own.Key = name;
        }

        return layer;
    }

    /// <summary>Adds a convolution; see <see cref="Conv"/>.</summary>
    protected Conv AddConv(string name, int inputChannels, int outputChannels, int kernel = 1, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = false) =>
        Add(name, new Conv(inputChannels, outputChannels, kernel, stride, padding, dilation, groups, bias));

    /// <summary>Adds a convolution whose height and width differ; see <see cref="Conv"/>.</summary>
    protected Conv AddConv(
        string name, int inputChannels, int outputChannels, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding,
        (int Height, int Width) dilation, int groups = 1, bool bias = false) =>
        Add(name, new Conv(inputChannels, outputChannels, kernel, stride, padding, dilation, groups, bias));

    /// <summary>Adds a batch norm; see <see cref="BatchNorm"/>.</summary>
    protected BatchNorm AddBatchNorm(string name, int channels, double eps = 1e-5, double momentum = 0.1, double gamma = 1) =>
        Add(name, new BatchNorm(channels, eps, momentum, gamma));

    /// <summary>Adds a squeeze-and-excitation gate; see <see cref="SqueezeExcite"/>.</summary>
    protected SqueezeExcite AddSqueezeExcite(string name, int channels, int reducedChannels, string reduce = "fc1", string expand = "fc2", bool linear = false, bool bias = true, string norm = "none", string activation = "relu", string gate = "sigmoid", bool addMaxpool = false) =>
        Add(name, new SqueezeExcite(channels, reducedChannels, reduce, expand, linear, bias, norm, activation, gate, addMaxpool));

    /// <summary>Adds an effective squeeze-and-excitation gate; see <see cref="EffectiveSqueezeExcite"/>.</summary>
    protected EffectiveSqueezeExcite AddEffectiveSqueezeExcite(string name, int channels, string gate = "hard_sigmoid", bool addMaxpool = false) =>
        Add(name, new EffectiveSqueezeExcite(channels, gate, addMaxpool));

    /// <summary>Adds a convolutional block attention; see <see cref="Cbam"/>.</summary>
    protected Cbam AddCbam(string name, int channels, int reducedChannels, int kernel = 7, bool bias = false, bool light = false) =>
        Add(name, new Cbam(channels, reducedChannels, kernel, bias, light));

    /// <summary>Adds a gather-excite; see <see cref="GatherExcite"/>.</summary>
    protected GatherExcite AddGatherExcite(string name, int channels, int reducedChannels, int extent = 0, bool depthwise = false, bool addMaxpool = false) =>
        Add(name, new GatherExcite(channels, reducedChannels, extent, depthwise, addMaxpool));

    /// <summary>Adds a coordinate attention; see <see cref="CoordinateAttention"/>.</summary>
    protected CoordinateAttention AddCoordinateAttention(string name, int channels, int reducedChannels) =>
        Add(name, new CoordinateAttention(channels, reducedChannels));

    /// <summary>Adds a split attention; see <see cref="SplitAttention"/>.</summary>
    protected SplitAttention AddSplitAttention(string name, int inputChannels, int outputChannels, int reducedChannels, int kernel = 3, int stride = 1, int dilation = 1, int groups = 1, int radix = 2, string activation = "relu") =>
        Add(name, new SplitAttention(inputChannels, outputChannels, reducedChannels, kernel, stride, dilation, groups, radix, activation));

    /// <summary>Adds an efficient channel attention; see <see cref="Eca"/>.</summary>
    protected Eca AddEca(string name, int kernel, bool circular = false) =>
        Add(name, new Eca(kernel, circular));

    /// <summary>Adds a global context; see <see cref="GlobalContext"/>.</summary>
    protected GlobalContext AddGlobalContext(string name, int channels, int reducedChannels, bool add = false) =>
        Add(name, new GlobalContext(channels, reducedChannels, add));

    /// <summary>Adds a selective kernel; see <see cref="SelectiveKernel"/>.</summary>
    protected SelectiveKernel AddSelectiveKernel(string name, int inputChannels, int outputChannels, int reducedChannels, int[]? kernels = null, int stride = 1, int dilation = 1, int groups = 1, bool keep3X3 = true, bool splitInput = true, string activation = "relu") =>
        Add(name, new SelectiveKernel(inputChannels, outputChannels, reducedChannels, kernels, stride, dilation, groups, keep3X3, splitInput, activation));

    /// <summary>Adds a linear layer; see <see cref="Linear"/>.</summary>
    protected Linear AddLinear(string name, int inputs, int outputs, bool bias = true) =>
        Add(name, new Linear(inputs, outputs, bias));

    /// <summary>Adds a leaky ReLU with learnt slopes; see <see cref="PRelu"/>.</summary>
    protected PRelu AddPRelu(string name, int weights, double start = 0.25) =>
        Add(name, new PRelu(weights, start));

    /// <summary>Adds a dropout; see <see cref="Dropout"/>.</summary>
    protected Dropout AddDropout(string name, double p) =>
        Add(name, new Dropout(p));

    /// <summary>Adds a stochastic depth; see <see cref="DropPath"/>.</summary>
    protected DropPath AddDropPath(string name, double rate) =>
        Add(name, new DropPath(rate));

    /// <summary>Adds a DropBlock; see <see cref="DropBlock"/>.</summary>
    protected DropBlock AddDropBlock(string name, double rate, int size = 7, double scale = 1) =>
        Add(name, new DropBlock(rate, size, scale));

    /// <summary>Adds a blur before striding; see <see cref="BlurPool"/>.</summary>
    protected BlurPool AddBlurPool(string name, int channels, int kernel = 3, int stride = 2) =>
        Add(name, new BlurPool(channels, kernel, stride));

    /// <summary>Adds a group norm; see <see cref="GroupNorm"/>.</summary>
    protected GroupNorm AddGroupNorm(string name, int channels, int groups, double eps = 1e-5, double gamma = 1) =>
        Add(name, new GroupNorm(channels, groups, eps, gamma));

    /// <summary>Adds a layer norm; see <see cref="LayerNorm"/>.</summary>
    protected LayerNorm AddLayerNorm(string name, int channels, double eps = 1e-6, double gamma = 1) =>
        Add(name, new LayerNorm(channels, eps, gamma));

    /// <summary>Adds a module of the user's own; see <see cref="UserModule"/>.</summary>
    /// <param name="name">Its name in the state dict.</param>
    /// <param name="module">The module.</param>
    /// <param name="at">The place that declares it: <c>blocks.own.layers.attn in own.senet.yaml</c>.</param>
    /// <param name="outputChannels">The channels that it must give.</param>
    /// <param name="sizes">The height or width that it must give for 0, 1, ... pixels, over a period; null: its input's.</param>
    /// <param name="growth">What they grow by over a period.</param>
    /// <param name="flat">Whether it must give vectors, [N, C].</param>
    /// <param name="parameters">How many trainable parameters it must have; null where that is not declared.</param>
    /// <exception cref="SenetException">It has another number of parameters.</exception>
    protected UserModule AddUserModule(string name, nn.Module<Tensor, Tensor> module, string at, int outputChannels, int[]? sizes = null, int growth = 1, bool flat = false, long? parameters = null) =>
        new(Add(name, module), at, new(outputChannels, sizes, growth, flat), parameters);

    /// <summary>Adds layers that run one after the other under the names 0, 1, ...</summary>
    /// <param name="name">The list's name in the state dict.</param>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes the layer at an index.</param>
    protected BlockList<T> AddBlocks<T>(string name, int count, Func<int, T> make)
        where T : nn.Module<Tensor, Tensor> =>
        Add(name, new BlockList<T>(count, make));

    /// <summary>Adds a parameter of this layer itself.</summary>
    private protected Parameter AddParameter(string name, Tensor value)
    {
        var parameter = new Parameter(value);
        parameter.DetachFromDisposeScope();
        register_parameter(name, parameter);
        return parameter;
    }

    /// <summary>Adds a buffer of this layer itself.</summary>
    private protected Tensor AddBuffer(string name, Tensor value)
    {
        value.DetachFromDisposeScope();
        register_buffer(name, value);
        return value;
    }

    /// <summary>Loads LibTorch before the base class's constructor calls it; a static constructor would wrap the failure.</summary>
    private static string LoadedName()
    {
        LibTorch.EnsureLoaded();
        return "Layer";
    }

    private static void InitialiseTree(nn.Module module, Initialisation initialisation)
    {
        (module as Layer)?.InitialiseOwn(initialisation);
        foreach (var (_, child) in module.named_children())
        {
            InitialiseTree(child, initialisation);
        }
    }
}

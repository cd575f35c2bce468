namespace SeNetGen.Modules;

/// <summary>A tensor of a layer.</summary>
/// <param name="Name">Its key in the state dict: <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Kind">Whether it is trained.</param>
public sealed record TensorRow(string Name, IReadOnlyList<long> Shape, TensorKind Kind)
{
    /// <summary>The values in it.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (var size in Shape)
            {
                count *= size;
            }

            return count;
        }
    }
}

/// <summary>A layer of a network.</summary>
/// <param name="Path">Its path: <c>layer1.0.conv1</c>; ends in the operation's name where a layer has no name of its own.</param>
/// <param name="Kind">What it computes, as the language names it: <c>conv</c>.</param>
/// <param name="Output">The shape it gives.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds for one image, of convolutions and linear layers.</param>
/// <param name="Tensors">Its tensors in state-dict order.</param>
public sealed record LayerRow(string Path, string Kind, Shape Output, long Parameters, long MultiplyAdds, IReadOnlyList<TensorRow> Tensors);

/// <summary>A module of the user's own in a network.</summary>
/// <param name="Path">Its path: <c>layer1.0.attn</c>; the names of its tensors begin so.</param>
/// <param name="Type">Its class.</param>
/// <param name="Parameters">The trainable parameters that it is declared to have; null where that is not declared.</param>
public sealed record UserModuleRow(string Path, string Type, long? Parameters);

/// <summary>
/// Walks a network on shapes alone: every call takes the arguments of the layer's maker, checks that they fit the shape, and adds a row.
/// LibTorch is not touched.
/// </summary>
public sealed partial class NetworkDescriber
{
    private readonly List<LayerRow> _layers = [];
    private readonly List<UserModuleRow> _userModules = [];
    private readonly List<string> _path = [];

    /// <summary>The layers, in execution order.</summary>
    public IReadOnlyList<LayerRow> Layers => _layers;

    /// <summary>The state dict's tensors, in order.</summary>
    public IEnumerable<TensorRow> Tensors => _layers.SelectMany(layer => layer.Tensors);

    /// <summary>Trainable parameters.</summary>
    public long Parameters => _layers.Sum(layer => layer.Parameters);

    /// <summary>Values in buffers.</summary>
    public long Buffers => Tensors.Where(tensor => tensor.Kind == TensorKind.Buffer).Sum(tensor => tensor.Count);

    /// <summary>Multiply-adds for one image, of convolutions and linear layers.</summary>
    public long MultiplyAdds => _layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>The modules of the user's own, in execution order: their tensors are not among <see cref="Tensors"/>.</summary>
    public IReadOnlyList<UserModuleRow> UserModules => _userModules;

    /// <summary>Goes into a layer that has children.</summary>
    /// <param name="name">Its name.</param>
    public void Enter(string name) => _path.Add(name);

    /// <summary>Comes back out.</summary>
    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>Goes into a repeated layer, describes each child under its number, and comes back out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">How many children.</param>
    /// <param name="input">What the first receives.</param>
    /// <param name="describe">Describes the child at an index.</param>
    public Shape Blocks(string name, int count, Shape input, Func<int, Shape, Shape> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        Enter(name);
        for (var index = 0; index < count; index++)
        {
            Enter(index.ToString(System.Globalization.CultureInfo.InvariantCulture));
            input = describe(index, input);
            Leave();
        }

        Leave();
        return input;
    }

    /// <summary>A convolution.</summary>
    public Shape Conv(string name, Shape input, int inputChannels, int outputChannels, int kernel = 1, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = false) =>
        Conv(name, input, inputChannels, outputChannels, (kernel, kernel), (stride, stride), (padding, padding), (dilation, dilation), groups, bias);

    /// <summary>A convolution whose height and width differ.</summary>
    public Shape Conv(
        string name, Shape input, int inputChannels, int outputChannels, (int Height, int Width) kernel, (int Height, int Width) stride, (int Height, int Width) padding,
        (int Height, int Width) dilation, int groups = 1, bool bias = false)
    {
        Expect(name, "conv", input, inputChannels);
        var output = new Shape(
            outputChannels,
            ConvSize(input.Height, kernel.Height, stride.Height, padding.Height, dilation.Height),
            ConvSize(input.Width, kernel.Width, stride.Width, padding.Width, dilation.Width));
        var path = PathOf(name, "conv");
        List<TensorRow> tensors = [new(path + ".weight", [outputChannels, inputChannels / groups, kernel.Height, kernel.Width], TensorKind.Parameter)];
        var multiplyAdds = tensors[0].Count * output.Height * output.Width;
        if (bias)
        {
            tensors.Add(new(path + ".bias", [outputChannels], TensorKind.Parameter));
        }

        return Row(path, "conv", output, multiplyAdds, tensors);
    }

    /// <summary>A batch norm.</summary>
    public Shape BatchNorm(string name, Shape input, int channels, double eps = 1e-5, double momentum = 0.1, double gamma = 1)
    {
        _ = (eps, momentum, gamma);
        Expect(name, "batch_norm", input, channels);
        var path = PathOf(name, "batch_norm");
        return Row(path, "batch_norm", input, 0, [
            new(path + ".weight", [channels], TensorKind.Parameter),
            new(path + ".bias", [channels], TensorKind.Parameter),
            new(path + ".running_mean", [channels], TensorKind.Buffer),
            new(path + ".running_var", [channels], TensorKind.Buffer),
            new(path + ".num_batches_tracked", [], TensorKind.Buffer)]);
    }

    /// <summary>A linear layer.</summary>
    public Shape Linear(string name, Shape input, int inputs, int outputs, bool bias = true)
    {
        if (input.Count != inputs)
        {
            throw Mismatch(name, "linear", $"takes {inputs} values, gets {input.Count}");
        }

        var path = PathOf(name, "linear");
        List<TensorRow> tensors = [new(path + ".weight", [outputs, inputs], TensorKind.Parameter)];
        if (bias)
        {
            tensors.Add(new(path + ".bias", [outputs], TensorKind.Parameter));
        }

        return Row(path, "linear", new Shape(outputs, 1, 1), (long)inputs * outputs, tensors);
    }

    /// <summary>A leaky ReLU with learnt slopes.</summary>
    public Shape PRelu(string name, Shape input, int weights, double start = 0.25)
    {
        _ = start;
        if (weights != 1)
        {
            Expect(name, "prelu", input, weights);
        }

        var path = PathOf(name, "prelu");
        return Row(path, "prelu", input, 0, [new(path + ".weight", [weights], TensorKind.Parameter)]);
    }

    /// <summary>A group norm.</summary>
    public Shape GroupNorm(string name, Shape input, int channels, int groups, double eps = 1e-5, double gamma = 1)
    {
        _ = (eps, gamma);
        if (channels % groups != 0)
        {
            throw Mismatch(name, "group_norm", $"cannot split {channels} channels into {groups} groups");
        }

        return Norm(name, "group_norm", input, channels);
    }

    /// <summary>A layer norm.</summary>
    public Shape LayerNorm(string name, Shape input, int channels, double eps = 1e-6, double gamma = 1)
    {
        _ = (eps, gamma);
        return Norm(name, "layer_norm", input, channels);
    }

    /// <summary>A blur before striding.</summary>
    public Shape BlurPool(string name, Shape input, int channels, int kernel = 3, int stride = 2)
    {
        Expect(name, "blur_pool", input, channels);
        var border = (stride - 1 + kernel - 1) / 2;
        return Row(PathOf(name, "blur_pool"), "blur_pool", Pooled(input, kernel, stride, border, ceil: false));
    }

    /// <summary>A stochastic depth.</summary>
    public Shape DropPath(string name, Shape input, double rate)
    {
        _ = rate;
        return Row(PathOf(name, "drop_path"), "drop_path", input);
    }

    /// <summary>A DropBlock.</summary>
    public Shape DropBlock(string name, Shape input, double rate, int size = 7, double scale = 1)
    {
        _ = (rate, size, scale);
        return Row(PathOf(name, "drop_block"), "drop_block", input);
    }

    /// <summary>A dropout.</summary>
    public Shape Dropout(string name, Shape input, double p)
    {
        _ = p;
        return Row(PathOf(name, "dropout"), "dropout", input);
    }

    /// <summary>A module of the user's own: its declared shape and number of parameters. What its tensors are called is not known.</summary>
    public Shape UserModule(string name, Shape input, string type, int outputChannels, int[]? sizes = null, int growth = 1, bool flat = false, long? parameters = null)
    {
        var declared = new UserModuleShape(outputChannels, sizes, growth, flat);
        var output = flat ? new Shape(outputChannels, 1, 1) : new Shape(outputChannels, (int)declared.SizeOf(input.Height), (int)declared.SizeOf(input.Width));
        var path = PathOf(name, "module");
        _userModules.Add(new(path, type, parameters));
        _layers.Add(new LayerRow(path, "module", output, parameters ?? 0, 0, []));
        return output;
    }

    private static int ConvSize(int size, int kernel, int stride, int padding, int dilation)
    {
        var span = size + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return span < 0 ? 0 : (span / stride) + 1;
    }

    private static Shape Pooled(Shape input, int kernel, int stride, int padding, bool ceil) =>
        input with { Height = PoolSize(input.Height, kernel, stride, padding, ceil), Width = PoolSize(input.Width, kernel, stride, padding, ceil) };

    /// <summary>As LibTorch counts: rounding up never opens a window that starts beyond the image and its left padding.</summary>
    private static int PoolSize(int size, int kernel, int stride, int padding, bool ceil)
    {
        var span = size + (2 * padding) - kernel;
        if (ceil)
        {
            span += Math.Min(stride - 1, kernel - 1 - padding);
        }

        return (int)Math.Floor((double)span / stride) + 1;
    }

    private Shape Joined(string name, string kind, Shape left, Shape right)
    {
        if (left == right || (right.Channels == left.Channels && right is { Height: 1, Width: 1 }))
        {
            return left;
        }

        throw Mismatch(name, kind, $"needs equal shapes, gets {left} and {right}");
    }

    private Shape Norm(string name, string kind, Shape input, int channels)
    {
        Expect(name, kind, input, channels);
        var path = PathOf(name, kind);
        return Row(path, kind, input, 0, [new(path + ".weight", [channels], TensorKind.Parameter), new(path + ".bias", [channels], TensorKind.Parameter)]);
    }

    private void Expect(string name, string kind, Shape input, int channels)
    {
        if (input.Channels != channels)
        {
            throw Mismatch(name, kind, $"takes {channels} channels, gets {input.Channels}");
        }
    }

    private InvalidOperationException Mismatch(string name, string kind, string what) => new($"{PathOf(name, kind)}: {kind} {what}");

    private string PathOf(string name, string kind)
    {
        var last = name.Length == 0 ? kind : name;
        return _path.Count == 0 ? last : string.Join('.', _path) + "." + last;
    }

    private Shape Row(string path, string kind, Shape output, long multiplyAdds = 0, IReadOnlyList<TensorRow>? tensors = null)
    {
        tensors ??= [];
        long parameters = 0;
        foreach (var tensor in tensors)
        {
            parameters += tensor.Kind == TensorKind.Parameter ? tensor.Count : 0;
        }

        _layers.Add(new LayerRow(path, kind, output, parameters, multiplyAdds, tensors));
        return output;
    }
}

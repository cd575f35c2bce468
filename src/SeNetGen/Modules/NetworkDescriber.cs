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

/// <summary>
/// Walks a network on shapes alone: every call takes the arguments of the layer's maker, checks that they fit the shape, and adds a row.
/// LibTorch is not touched.
/// </summary>
public sealed partial class NetworkDescriber
{
    private readonly List<LayerRow> _layers = [];
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
    public Shape Conv(string name, Shape input, int inputChannels, int outputChannels, int kernel = 1, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = false)
    {
        Expect(name, "conv", input, inputChannels);
        var output = new Shape(outputChannels, ConvSize(input.Height, kernel, stride, padding, dilation), ConvSize(input.Width, kernel, stride, padding, dilation));
        var path = PathOf(name, "conv");
        List<TensorRow> tensors = [new(path + ".weight", [outputChannels, inputChannels / groups, kernel, kernel], TensorKind.Parameter)];
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

    /// <summary>A dropout.</summary>
    public Shape Dropout(string name, Shape input, double p)
    {
        _ = p;
        return Row(PathOf(name, "dropout"), "dropout", input);
    }

    /// <summary>A ReLU.</summary>
    public Shape Relu(string name, Shape input) => Row(PathOf(name, "relu"), "relu", input);

    /// <summary>A SiLU.</summary>
    public Shape Silu(string name, Shape input) => Row(PathOf(name, "silu"), "silu", input);

    /// <summary>A sigmoid.</summary>
    public Shape Sigmoid(string name, Shape input) => Row(PathOf(name, "sigmoid"), "sigmoid", input);

    /// <summary>A maximum under windows.</summary>
    public Shape MaxPool(string name, Shape input, int kernel, int stride, int padding = 0, bool ceil = false) =>
        Row(PathOf(name, "max_pool"), "max_pool", Pooled(input, kernel, stride, padding, ceil));

    /// <summary>A maximum under windows, to ceil(H / stride).</summary>
    public Shape MaxPoolSame(string name, Shape input, int kernel, int stride)
    {
        _ = kernel;
        return Row(PathOf(name, "max_pool"), "max_pool", input with { Height = (input.Height + stride - 1) / stride, Width = (input.Width + stride - 1) / stride });
    }

    /// <summary>A mean under windows.</summary>
    public Shape AvgPool(string name, Shape input, int kernel, int stride, int padding = 0, bool ceil = false, bool countPadding = true)
    {
        _ = countPadding;
        return Row(PathOf(name, "avg_pool"), "avg_pool", Pooled(input, kernel, stride, padding, ceil));
    }

    /// <summary>A mean over the whole map.</summary>
    public Shape GlobalAvgPool(string name, Shape input) => Row(PathOf(name, "global_avg_pool"), "global_avg_pool", new Shape(input.Channels, 1, 1));

    /// <summary>A map as a vector.</summary>
    public Shape Flatten(string name, Shape input) => Row(PathOf(name, "flatten"), "flatten", new Shape(checked((int)input.Count), 1, 1));

    /// <summary>A sum.</summary>
    public Shape Add(string name, Shape left, Shape right) => Row(PathOf(name, "add"), "add", Joined(name, "add", left, right));

    /// <summary>A product.</summary>
    public Shape Multiply(string name, Shape left, Shape right) => Row(PathOf(name, "multiply"), "multiply", Joined(name, "multiply", left, right));

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

using System.Globalization;
using static TorchSharp.torch;

namespace SeNetGen.Zoo.Tests.RandomNetworks;

/// <summary>A value of an interpreted network.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="IsFixed">Whether its size is one number whatever the network's input.</param>
internal readonly record struct Value(Tensor Tensor, bool IsFixed);

/// <summary>A call of an operation in an interpreted network: its arguments as written, its inputs, its weights.</summary>
internal sealed class Call(RandomLayer layer, string path, IReadOnlyList<Value> values, Weights weights)
{
    /// <summary>The tensors: the value it follows, then those its arguments name.</summary>
    public IReadOnlyList<Tensor> Inputs { get; } = [.. values.Select(value => value.Tensor)];

    /// <summary>The value it follows.</summary>
    public Tensor Input => Inputs[0];

    /// <summary>The input's channels.</summary>
    public int Channels => (int)Input.size(1);

    /// <summary>Whether the main argument is given.</summary>
    public bool HasMain => layer.Main is not null;

    /// <summary>The main argument, an integer.</summary>
    public int Main => int.Parse(layer.Main!, CultureInfo.InvariantCulture);

    /// <summary>The main argument, a real.</summary>
    public double MainReal => double.Parse(layer.Main!, CultureInfo.InvariantCulture);

    /// <summary>The main argument, an integer or [height, width].</summary>
    public long[] MainSides => RandomLayer.Sides(layer.Main!);

    /// <summary>Multiply-adds for one image so far.</summary>
    public long MultiplyAdds { get; private set; }

    public int Integer(string name, int standard) => layer.Integer(name, standard);

    public bool Boolean(string name, bool standard) => layer.Boolean(name, standard);

    public string Word(string name, string standard) => layer.Word(name, standard);

    /// <summary>The main argument as written.</summary>
    public string MainWord(string standard) => layer.Main ?? standard;

    /// <summary>An argument that is an integer or [height, width].</summary>
    public long[] Sides(string name, long[] standard) => layer.Find(name) is { } found ? RandomLayer.Sides(found) : standard;

    /// <summary>A tensor of the layer's state.</summary>
    public Tensor Weight(string name, params long[] shape) => weights.Get($"{path}.{name}", shape);

    /// <summary>A convolution's weight, which as in torch.nn.Conv2d is made for channels that the groups divide.</summary>
    public Tensor ConvWeight(string name, long outputs, long inputs, long[] kernel, long groups = 1) =>
        inputs % groups == 0 && outputs % groups == 0
            ? Weight(name, outputs, inputs / groups, kernel[0], kernel[1])
            : throw new Misfit($"groups {groups} of {inputs} to {outputs}");

    /// <summary>The same of a square kernel.</summary>
    public Tensor ConvWeight(string name, long outputs, long inputs, long kernel, long groups = 1) => ConvWeight(name, outputs, inputs, [kernel, kernel], groups);

    /// <summary>A matrix, which may be stored as the kernel of a 1x1 convolution.</summary>
    public Tensor MatrixWeight(string name, long outputs, long inputs, bool isLinear) =>
        isLinear ? Weight(name, outputs, inputs) : Weight(name, outputs, inputs, 1, 1);

    /// <summary>A convolution, its multiply-adds counted.</summary>
    public Tensor Conv(Tensor input, Tensor weight, Tensor? bias, long stride = 1, long padding = 0, long dilation = 1, long groups = 1) =>
        Conv(input, weight, bias, [stride, stride], [padding, padding], [dilation, dilation], groups);

    /// <summary>The same with sides of their own.</summary>
    public Tensor Conv(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] dilation, long groups)
    {
        var output = nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
        MultiplyAdds += weight.numel() * output.size(2) * output.size(3);
        return output;
    }

    /// <summary>A matrix times each row of [N, C], its multiply-adds counted.</summary>
    public Tensor Matrix(Tensor input, Tensor weight, Tensor? bias)
    {
        MultiplyAdds += weight.numel();
        return Uncounted(input, weight, bias);
    }

    /// <summary>The same where the language counts no multiply-adds.</summary>
    public static Tensor Uncounted(Tensor input, Tensor weight, Tensor? bias) => nn.functional.linear(input, weight.flatten(1), bias);

    /// <summary>A batch norm with running statistics, its state's names below a prefix.</summary>
    public Tensor BatchNorm(Tensor input, string prefix, double eps = 1e-5)
    {
        var channels = input.size(1);
        var (weight, bias) = (Weight(prefix + "weight", channels), Weight(prefix + "bias", channels));
        var (mean, variance) = (Weight(prefix + "running_mean", channels), Weight(prefix + "running_var", channels));
        return nn.functional.batch_norm(input, mean, variance, weight, bias, training: false, eps: eps);
    }

    /// <summary>The mean of each channel, [N, C]; with <c>add_maxpool</c> half of it plus half the greatest number.</summary>
    public Tensor Squeezed() => Boolean("add_maxpool", false) ? Plain.Middle(Input.mean([2, 3]), Input.amax([2, 3])) : Input.mean([2, 3]);

    /// <summary>Counts multiply-adds that are done otherwise.</summary>
    public void Count(long multiplyAdds) => MultiplyAdds += multiplyAdds;

    /// <summary>
    /// timm's make_divisible: the multiple of the divisor nearest to a value, halves up, at least the divisor; one more where that is below the
    /// share of the value.
    /// </summary>
    public static int MakeDivisible(double value, int divisor, double share = 0)
    {
        var nearest = Math.Max(divisor, (int)(value + (divisor / 2.0)) / divisor * divisor);
        return nearest < share * value ? nearest + divisor : nearest;
    }

    /// <summary>Holds a number that the network is built on, such as a flat row's length, to its value at the declared size.</summary>
    public void Pin(long number) => weights.Hold(path + " (row)", number);

    /// <summary>Whether an input is one pixel at every size of the network's input, so that it may broadcast.</summary>
    public bool IsGate(int input) => values[input].IsFixed && Inputs[input].dim() == 4 && Inputs[input].size(2) == 1 && Inputs[input].size(3) == 1;

    public void RequireMap() => Require(Input.dim() == 4, "needs a feature map");

    public void RequireVector() => Require(Input.dim() == 2 || (Input.size(2) == 1 && Input.size(3) == 1), "needs one pixel");

    public void RequireAlike(int left, int right) => Require(
        Inputs[left].shape.SequenceEqual(Inputs[right].shape),
        $"[{string.Join(", ", Inputs[left].shape)}] is not [{string.Join(", ", Inputs[right].shape)}]");

    public void RequireEqualChannels(int left, int right) => Require(
        Inputs[left].size(1) == Inputs[right].size(1), $"{Inputs[left].size(1)} channels are not {Inputs[right].size(1)}");

    /// <summary>Fails unless something holds that LibTorch would not ask for.</summary>
    public void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new Misfit($"'{path}': {message}");
        }
    }
}
